import * as z from 'zod/mini';
import {
  DESCRIPTION_MAX,
  DISPLAY_TEXT_MAX,
  type Intent,
  MAX_DISPLAY_TEXTS,
  MAX_ELEMENTS,
  Readiness,
} from '#contract/prompt-coach/intent';
import { isBlank, lengthOf } from '#contract/text';
import type { Json } from '#ports/model';
import { schemaOf } from '../json-schema.ts';
import type { ReportTool } from '../tool.ts';
import { isPlaceholder } from './placeholder.ts';

/** Code points of a subject, an action, an emotion, a composition, a style or one element. */
const FIELD_MAX = 200;

/** The fields of a report that keep the rules. */
export interface IntentReport {
  readonly fields: Partial<Intent>;
  /** Number of unknown or invalid parts of the input. */
  readonly dropped: number;
}

/** On one line, without control characters. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const text = (max: number) =>
  z.pipe(z.pipe(z.string(), z.transform(plain)), z.string().check(z.refine((value) => lengthOf(value) <= max)));
const shown = (max: number) => text(max).check(z.refine((value) => !isBlank(value)));

const FIELDS = {
  description: shown(DESCRIPTION_MAX).check(z.refine((value) => !isPlaceholder(value))),
  subject: text(FIELD_MAX),
  action: text(FIELD_MAX),
  emotion: text(FIELD_MAX),
  elements: z.array(shown(FIELD_MAX)).check(z.maxLength(MAX_ELEMENTS)),
  composition: text(FIELD_MAX),
  style: text(FIELD_MAX),
  displayTexts: z
    .array(z.object({ text: shown(DISPLAY_TEXT_MAX), spellingConfirmed: z._default(z.boolean(), false) }))
    .check(z.maxLength(MAX_DISPLAY_TEXTS)),
  readiness: Readiness,
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
} satisfies Record<keyof Intent, z.ZodMiniType>;

/** The schema for the model. Its input is parsed field by field, because one invalid field must not discard the others. */
const IntentInput = z.object({
  description: z.optional(z.string().check(z.maxLength(DESCRIPTION_MAX))),
  subject: z.optional(z.string()),
  action: z.optional(z.string()),
  emotion: z.optional(z.string()),
  elements: z.optional(z.array(z.string()).check(z.maxLength(MAX_ELEMENTS))),
  composition: z.optional(z.string()),
  style: z.optional(z.string()),
  displayTexts: z.optional(
    z
      .array(
        z.object({
          text: z.string().check(z.maxLength(DISPLAY_TEXT_MAX)),
          spellingConfirmed: z.optional(z.boolean()),
        }),
      )
      .check(z.maxLength(MAX_DISPLAY_TEXTS)),
  ),
  readiness: z.optional(Readiness),
  confidence: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
});

const isObject = (value: Json): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isField = (name: string): name is keyof Intent => Object.hasOwn(FIELDS, name);

/** Parses a call of `update_intent`. Never throws, because a model wrote the input. `undefined` when it is no object. */
function readIntent(input: Json): IntentReport | undefined {
  if (!isObject(input)) return undefined;
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const read = given.map(([name, value]) => {
    const parsed = isField(name) ? FIELDS[name].safeParse(value) : undefined;
    return parsed?.success ? { [name]: parsed.data } : undefined;
  });
  const valid = read.filter((field) => field !== undefined);
  return { fields: Object.assign({}, ...valid), dropped: read.length - valid.length };
}

/** Merges several calls of one answer. The later value wins. */
export const mergeIntentReports = (reports: readonly IntentReport[]): IntentReport => ({
  fields: Object.assign({}, ...reports.map(({ fields }) => fields)),
  dropped: reports.reduce((sum, { dropped }) => sum + dropped, 0),
});

export const updateIntent: ReportTool<IntentReport> = {
  kind: 'report',
  spec: {
    name: 'update_intent',
    description:
      'Records what the picture is to be, as agreed up to the newest message. A field replaces the stored one, a list ' +
      'as a whole; leave out what has not changed. Texts that will be drawn belong into displayTexts, not into the ' +
      'description. spellingConfirmed only when the person confirmed this very text. readiness: ready only when the ' +
      'person agreed to the whole.',
    inputSchema: schemaOf(IntentInput),
  },
  parse: readIntent,
};
