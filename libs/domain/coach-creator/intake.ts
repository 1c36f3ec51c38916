import * as z from 'zod/mini';
import { SophisticationLevel } from '#contract/creator-progress';
import type { Json } from '#ports/model';
import { schemaOf } from '../json-schema.ts';
import type { ReportTool } from '../tool.ts';
import { Confidence, FIELD_NAMES, FIELDS, type FieldName, type HeardFields, isFieldName, readField } from './fields.ts';

/** The valid parts of the model's report. */
export interface Report {
  readonly fields: HeardFields;
  readonly sophisticationLevel?: SophisticationLevel;
  readonly userConfirmed: boolean;
  /** Number of unknown or invalid parts of the input. */
  readonly dropped: number;
}

/**
 * Minimal, because its schema costs tokens in every turn. The description names the confidences and requires the value.
 */
const heardOf = (name: FieldName) =>
  z.optional(z.object({ value: z.optional(FIELDS[name]), confidence: z.optional(z.string()) }));

/**
 * The schema for the model. Its input is parsed field by field, because one invalid field must not discard the others.
 */
const IntakeInput = z.object({
  fields: z.optional(z.object(Object.fromEntries(FIELD_NAMES.map((name) => [name, heardOf(name)])))),
  sophisticationLevel: z.optional(SophisticationLevel),
  userConfirmed: z.optional(z.boolean()),
});

type JsonObject = { readonly [key: string]: Json | undefined };
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readHeard(name: string, heard: Json | undefined): HeardFields | undefined {
  if (!isFieldName(name) || !isObject(heard)) return undefined;
  const value = readField(name, heard['value']);
  if (value === undefined) return undefined;
  const confidence = Confidence.safeParse(heard['confidence']);
  return { [name]: { value, confidence: confidence.success ? confidence.data : 'medium' } };
}

function readFields(input: Json | undefined): Pick<Report, 'fields' | 'dropped'> {
  if (input === undefined) return { fields: {}, dropped: 0 };
  if (!isObject(input)) return { fields: {}, dropped: 1 };
  const read = Object.entries(input).map(([name, heard]) => readHeard(name, heard));
  const valid = read.filter((field) => field !== undefined);
  return { fields: Object.assign({}, ...valid), dropped: read.length - valid.length };
}

/**
 * Parses a call of `record_intake`. Never throws, because a model wrote the input. `undefined` when it is no object.
 */
export function readReport(input: Json): Report | undefined {
  if (!isObject(input)) return undefined;
  const { fields, dropped } = readFields(input['fields']);
  const { sophisticationLevel: level, userConfirmed: confirmed } = input;
  const validLevel = SophisticationLevel.safeParse(level);
  const unknown = Object.keys(input).filter((key) => !(key in IntakeInput.shape)).length;
  const isBadLevel = level !== undefined && !validLevel.success;
  const isBadConfirmed = confirmed !== undefined && typeof confirmed !== 'boolean';
  return {
    fields,
    ...(validLevel.success && { sophisticationLevel: validLevel.data }),
    userConfirmed: confirmed === true,
    dropped: dropped + unknown + Number(isBadLevel) + Number(isBadConfirmed),
  };
}

/** Merges several calls of one answer. The later value wins. */
export function mergeReports(reports: readonly Report[]): Report {
  const level = reports.findLast(({ sophisticationLevel }) => sophisticationLevel !== undefined)?.sophisticationLevel;
  return {
    fields: Object.assign({}, ...reports.map(({ fields }) => fields)),
    ...(level && { sophisticationLevel: level }),
    userConfirmed: reports.some(({ userConfirmed }) => userConfirmed),
    dropped: reports.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

export const recordIntake: ReportTool<Report> = {
  kind: 'report',
  spec: {
    name: 'record_intake',
    description:
      'Records what the newest message tells, whatever the topic; nothing guessed. Each field has a value and a ' +
      'confidence: high, medium or low. A value replaces the earlier one, so give lists whole; [] is an explicit none.',
    inputSchema: schemaOf(IntakeInput),
  },
  parse: readReport,
};
