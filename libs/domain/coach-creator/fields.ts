import * as z from 'zod/mini';
import { GenderPreference } from '#contract/coach-config';

export const Confidence = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof Confidence>;

/** Characters of one phrase. Caps are refinements: they would swell the JSON Schema that every turn pays for. */
const MAX_PHRASE = 300;
const MAX_ITEMS = 20;

const Phrase = z.string().check(z.refine((text) => text.length > 0 && text.length <= MAX_PHRASE));
const Phrases = z.array(Phrase).check(z.refine((items) => items.length > 0 && items.length <= MAX_ITEMS));
/** Of which an explicit none is an answer: the empty list. */
const PhrasesOrNone = z.array(Phrase).check(z.refine((items) => items.length <= MAX_ITEMS));

/** Everything that an interview collects, by name. */
export const FIELDS = {
  coachGenderPreference: GenderPreference,
  primaryGoals: Phrases,
  /** In the person's words: `by June`, `in six months`, `no fixed date`. */
  goalTimeline: Phrase,
  /** Years. */
  age: z.int().check(z.minimum(13), z.maximum(100)),
  lifeStageContext: Phrase,
  experienceLevel: z.enum(['beginner', 'intermediate', 'advanced']),
  trainingHistory: Phrase,
  /** Days a week. */
  trainingFrequency: z.int().check(z.minimum(1), z.maximum(7)),
  sessionDurationMinutes: z.int().check(z.minimum(5), z.maximum(300)),
  timeOfDayPreference: Phrase,
  injuryConsiderations: PhrasesOrNone,
  movementLimitations: PhrasesOrNone,
  equipmentAccess: PhrasesOrNone,
  trainingEnvironment: Phrase,
  movementPreferences: Phrases,
  movementDislikes: PhrasesOrNone,
  coachingStylePreference: Phrase,
  motivationStyle: Phrase,
  successMetrics: Phrases,
  progressTrackingPreferences: Phrase,
  competitionGoals: PhrasesOrNone,
  competitionTimeline: Phrase,
} as const;

export type FieldName = keyof typeof FIELDS;
export type FieldValue<Name extends FieldName> = z.infer<(typeof FIELDS)[Name]>;

export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

export const isFieldName = (name: string): name is FieldName => Object.hasOwn(FIELDS, name);

/** One answer, and how sure we are of it. */
export type Heard<Name extends FieldName = FieldName> = {
  readonly value: FieldValue<Name>;
  readonly confidence: Confidence;
};

/** What a turn brought. */
export type HeardFields = { readonly [Name in FieldName]?: Heard<Name> };

/** What is known, and the turn that it came from. */
export type CollectedFields = { readonly [Name in FieldName]?: Heard<Name> & { readonly turnId: string } };

const NONE =
  /^(?:none|no|nothing|n\/a|nil|no (?:known )?(?:injuries|injury|limitations|restrictions|equipment|dislikes))\.?$/i;

/** Forms in which a model may have meant the same value, the one it wrote first. */
function readings(value: unknown): readonly unknown[] {
  if (typeof value === 'string') {
    const text = value.trim();
    return [text, text.toLowerCase(), NONE.test(text) ? [] : [text], /^\d{1,3}$/.test(text) ? Number(text) : text];
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return [value];
  const items = value.map((item) => item.trim()).filter((item) => item !== '' && !NONE.test(item));
  return [[...new Set(items)], items.join(', ')];
}

/** The value as the field's type wants it: a list of one for a lone string, a number for digits; else `undefined`. */
export function readField<Name extends FieldName>(name: Name, value: unknown): FieldValue<Name> | undefined {
  for (const reading of readings(value)) {
    const parsed = FIELDS[name].safeParse(reading);
    if (parsed.success) return parsed.data as FieldValue<Name>;
  }
  return undefined;
}
