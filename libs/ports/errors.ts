import { PROBLEMS, type ProblemBody, type ProblemCode } from '#contract/problems';

export interface CoachErrorOptions extends ErrorOptions {
  /** Facts for the client in addition to the code: the remaining budget, the turn, the field. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** How long to wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number;
  /** True when the same request fails again, although its code says that it may succeed later. */
  readonly isLasting?: boolean;
}

/** An expected failure. The client gets its `code`. Its `message` is only logged. */
export class CoachError extends Error {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isLasting: boolean;

  constructor(
    code: ProblemCode,
    message: string,
    { details, retryAfterMs, isLasting = false, ...options }: CoachErrorOptions = {},
  ) {
    super(message, options);
    this.name = code;
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
    this.isLasting = isLasting;
  }
}

/** Storage refused a write for its content: too large, or malformed. The same write would be refused again. */
export class WriteRefused extends Error {
  override readonly name = 'write_refused';
}

/** This producer was fenced: another attempt owns the turn now, so this one must not send or write anything more. */
export class Fenced extends Error {
  override readonly name = 'fenced';
}

/** A stop was asked for: the producer ends its own turn, with everything that it has sent. */
export class Stopped extends Error {
  override readonly name = 'stopped';
}

/** Every unexpected error is `internal`. */
export const codeOf = (error: unknown): ProblemCode => (error instanceof CoachError ? error.code : 'internal');

/** Storage refuses the content of a write again, and a row that cannot be read stays as it is. */
const isLasting = (error: unknown): boolean =>
  error instanceof WriteRefused || (error instanceof CoachError && error.isLasting);

/** The part of `error` that may leave the server. */
export function toProblemBody(error: unknown): ProblemBody {
  const code = codeOf(error);
  const details = error instanceof CoachError ? error.details : undefined;
  const { message, retryable } = PROBLEMS[code];
  return { error: { code, message, retryable: retryable && !isLasting(error), ...(details && { details }) } };
}
