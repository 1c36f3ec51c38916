import type { SophisticationLevel } from '#contract/creator-progress';
import type { Intake } from '../coach-config/intake.ts';
import { type CollectedFields, FIELD_NAMES, type FieldName, type HeardFields } from './fields.ts';
import { agendaOf, type Phase, progressOf } from './progress.ts';
import type { Signal } from './signals.ts';
import type { TopicName } from './topic.ts';

/** What an interview has come to; kept on the session. */
export type CreatorState = {
  readonly phase: Phase;
  readonly level: SophisticationLevel;
  /** Another level that the model named in the last turn, not yet borne out. */
  readonly levelVote: SophisticationLevel | null;
  readonly fields: CollectedFields;
  /** Every telling phrase of the person, once. */
  readonly signals: readonly Signal[];
};

export const INITIAL_STATE: CreatorState = {
  phase: 'collecting',
  level: 'UNKNOWN',
  levelVote: null,
  fields: {},
  signals: [],
};

/** What the person was asked last: the agenda as the turn before left it, and the greeting's before the first. */
export const askedIn = ({ fields, level }: CreatorState): readonly TopicName[] =>
  agendaOf(progressOf(fields, level)).map(({ topic }) => topic.name);

/** Later answers correct earlier ones. */
export const withHeard = (fields: CollectedFields, heard: HeardFields, turnId: string): CollectedFields => ({
  ...fields,
  ...Object.fromEntries(Object.entries(heard).map(([name, answer]) => [name, { ...answer, turnId }])),
});

/** Whether something that was known has become something else. */
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

/** Plain values, as the builder of the coach reads them. */
export function intakeOf({ fields, level }: Pick<CreatorState, 'fields' | 'level'>): Intake {
  const known = FIELD_NAMES.filter((name) => fields[name] !== undefined);
  const values: Intake = Object.assign({}, ...known.map((name: FieldName) => ({ [name]: fields[name]?.value })));
  return { ...values, sophisticationLevel: level };
}
