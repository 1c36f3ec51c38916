import * as z from 'zod/mini';
import { GenderPreference } from '#contract/gender-preference';

export const Confidence = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof Confidence>;

/**
 * Maximum characters of one phrase. The limits are refinements, because in the JSON Schema they would cost tokens in
 * every turn.
 */
const MAX_PHRASE = 300;
const MAX_ITEMS = 20;

const Phrase = z.string().check(z.refine((text) => text.length > 0 && text.length <= MAX_PHRASE));
const Phrases = z.array(Phrase).check(z.refine((items) => items.length > 0 && items.length <= MAX_ITEMS));
/** An empty list is a valid answer: an explicit none. */
const PhrasesOrNone = z.array(Phrase).check(z.refine((items) => items.length <= MAX_ITEMS));

/** All fields that an interview collects, by name. */
export const FIELDS = {
  coachGenderPreference: GenderPreference,
  primaryGoals: Phrases,
  /** In the user's words: `by June`, `in six months`, `no fixed date`. */
  goalTimeline: Phrase,
  /** Years. */
  age: z.int().check(z.minimum(13), z.maximum(100)),
  lifeStageContext: Phrase,
  experienceLevel: z.enum(['beginner', 'intermediate', 'advanced']),
  trainingHistory: Phrase,
  /** Days per week. */
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

/** One answer and its confidence. */
export type Heard<Name extends FieldName = FieldName> = {
  readonly value: FieldValue<Name>;
  readonly confidence: Confidence;
};

/** The answers of one turn. */
export type HeardFields = { readonly [Name in FieldName]?: Heard<Name> };

/** All known answers, each with its turn. */
export type CollectedFields = { readonly [Name in FieldName]?: Heard<Name> & { readonly turnId: string } };

const NONE =
  /^(?:none|no|nothing|n\/a|nil|no (?:known )?(?:injuries|injury|limitations|restrictions|equipment|dislikes))\.?$/i;

/** Possible interpretations of a value that a model wrote, the literal one first. */
function readings(value: unknown): readonly unknown[] {
  if (typeof value === 'string') {
    const text = value.trim();
    return [text, text.toLowerCase(), NONE.test(text) ? [] : [text], /^\d{1,3}$/.test(text) ? Number(text) : text];
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return [value];
  const items = value.map((item) => item.trim()).filter((item) => item !== '' && !NONE.test(item));
  return [[...new Set(items)], items.join(', ')];
}

/** The value in the field's type: a single string becomes a list, digits become a number. Otherwise `undefined`. */
export function readField<Name extends FieldName>(name: Name, value: unknown): FieldValue<Name> | undefined {
  for (const reading of readings(value)) {
    const parsed = FIELDS[name].safeParse(reading);
    if (parsed.success) return parsed.data as FieldValue<Name>;
  }
  return undefined;
}
