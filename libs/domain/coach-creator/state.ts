import * as z from 'zod/mini';
import { SophisticationLevel } from '#contract/creator-progress';
import type { Intake } from '../coach-config/intake.ts';
import {
  type CollectedFields,
  Confidence,
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  type HeardFields,
  isFieldName,
} from './fields.ts';
import { agendaOf, type Phase, progressOf } from './progress.ts';
import { isSignal, type Signal } from './signals.ts';
import type { TopicName } from './topic.ts';

const StoredAnswer = z.object({ value: z.unknown(), confidence: Confidence, turnId: z.string() });

/** An answer that no field of today can hold is dropped, so the interview asks for it again. */
const StoredFields = z.pipe(
  z.record(z.string(), StoredAnswer),
  z.transform((stored): CollectedFields => {
    const fits = ([name, { value }]: [string, z.infer<typeof StoredAnswer>]) =>
      isFieldName(name) && FIELDS[name].safeParse(value).success;
    return Object.fromEntries(Object.entries(stored).filter(fits));
  }),
);

/** Parses a stored interview. */
export const CreatorState: z.ZodMiniType<CreatorState> = z.object({
  phase: z.enum(['collecting', 'confirming', 'complete']),
  level: SophisticationLevel,
  levelVote: z._default(z.nullable(SophisticationLevel), null),
  fields: StoredFields,
  signals: z._default(z.array(z.custom<Signal>(isSignal)), []),
});

/** What an interview has come to; stored on the session. */
export type CreatorState = {
  readonly phase: Phase;
  readonly level: SophisticationLevel;
  /** Another level that the model reported in the last turn without a confirming signal. */
  readonly levelVote: SophisticationLevel | null;
  readonly fields: CollectedFields;
  /** Every signal phrase that the user wrote, once. */
  readonly signals: readonly Signal[];
};

export const INITIAL_STATE: CreatorState = {
  phase: 'collecting',
  level: 'UNKNOWN',
  levelVote: null,
  fields: {},
  signals: [],
};

/** The topics of the last question: the agenda after the previous turn, or the greeting's topic before the first. */
export const askedIn = ({ fields, level }: CreatorState): readonly TopicName[] =>
  agendaOf(progressOf(fields, level)).map(({ topic }) => topic.name);

/** Later answers correct earlier ones. */
export const withHeard = (fields: CollectedFields, heard: HeardFields, turnId: string): CollectedFields => ({
  ...fields,
  ...Object.fromEntries(Object.entries(heard).map(([name, answer]) => [name, { ...answer, turnId }])),
});

/** True when a known value has changed. */
export const corrects = (fields: CollectedFields, heard: HeardFields): boolean =>
  FIELD_NAMES.some(
    (name) => fields[name] && heard[name] && JSON.stringify(fields[name].value) !== JSON.stringify(heard[name].value),
  );

export const withSignals = (known: readonly Signal[], found: readonly Signal[]): readonly Signal[] => [
  ...known,
  ...found.filter(
    ({ topic, level, phrase }) =>
      !known.some((signal) => signal.topic === topic && signal.level === level && signal.phrase === phrase),
  ),
];

/** Plain values for the build of the coach. */
export function intakeOf({ fields, level }: Pick<CreatorState, 'fields' | 'level'>): Intake {
  const known = FIELD_NAMES.filter((name) => fields[name] !== undefined);
  const values: Intake = Object.assign({}, ...known.map((name: FieldName) => ({ [name]: fields[name]?.value })));
  return { ...values, sophisticationLevel: level };
}
