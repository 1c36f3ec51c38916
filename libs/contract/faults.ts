import type * as z from 'zod/mini';

/** A validation error of one input field. */
export interface Fault {
  /** Dotted, for example `imageS3Keys.0`. */
  readonly path: string;
  readonly message: string;
}

/** The kinds of faults, for clients that have their own words. */
export const FAULT_CODES = [
  'unknown_field',
  'wrong_type',
  'too_small',
  'too_big',
  'wrong_format',
  'not_allowed',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** A fault with its kind, and the limit that was missed. Absent from older servers. */
export interface CodedFault extends Fault {
  readonly code?: FaultCode;
  readonly limit?: number;
}

const MAX_PATH = 200;
/** Callers choose the names of unknown fields, so only this many are reported. */
const MAX_UNKNOWN = 10;

/** Zod mini's message for every issue without a message in the schema. */
const SPEECHLESS = 'Invalid input';

/** The faults found by a schema. None repeats an input value. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[]): readonly Fault[] => issues.flatMap(faultsIn);

/** The same, each with its kind. */
export const codedFaultsOf = (issues: readonly z.core.$ZodIssue[]): readonly CodedFault[] =>
  issues.flatMap((issue) => faultsIn(issue).map((fault) => ({ ...fault, ...codeOf(issue) })));

function codeOf(issue: z.core.$ZodIssue): Pick<CodedFault, 'code' | 'limit'> {
  switch (issue.code) {
    case 'unrecognized_keys':
      return { code: 'unknown_field' };
    case 'invalid_type':
      return { code: 'wrong_type' };
    case 'too_small':
      return { code: 'too_small', limit: Number(issue.minimum) };
    case 'too_big':
      return { code: 'too_big', limit: Number(issue.maximum) };
    case 'invalid_format':
      return { code: 'wrong_format' };
    case 'invalid_value':
      return { code: 'not_allowed' };
    default:
      // A rule of the schema's own, for example of ids.
      return { code: 'wrong_format' };
  }
}

function faultsIn(issue: z.core.$ZodIssue): readonly Fault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, MAX_UNKNOWN);
    return keys.map((key) => ({ path: shown([...path, key]), message: 'unknown field' }));
  }
  return [{ path: shown(path), message: issue.message === SPEECHLESS ? wordsFor(issue) : issue.message }];
}

const shown = (path: readonly string[]): string => path.join('.').slice(0, MAX_PATH).toWellFormed();

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' items' };

function wordsFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be of type ${issue.expected}`;
    case 'too_small':
      return `at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
    case 'invalid_format':
      return `must be a ${issue.format}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    default:
      return 'not valid here';
  }
}
