import { PROBLEMS, type ProblemBody, type ProblemCode } from '#contract/problems';

export interface CoachErrorOptions extends ErrorOptions {
  /** Facts for the client, beside the code: what remains, which turn, which field. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** How long to wait before another try, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A failure that we foresaw. Its `code` is what the client sees, its `message` is for our log. */
export class CoachError extends Error {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ProblemCode, message: string, { details, retryAfterMs, ...options }: CoachErrorOptions = {}) {
    super(message, options);
    this.name = code;
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

/** This producer was fenced: another attempt owns the turn now, so nothing more may be said or written by this one. */
export class Fenced extends Error {
  override readonly name = 'fenced';
}

/** Whatever we did not foresee is `internal`. */
export const codeOf = (error: unknown): ProblemCode => (error instanceof CoachError ? error.code : 'internal');

/** What may leave the server about `error`. */
export function toProblemBody(error: unknown): ProblemBody {
  const code = codeOf(error);
  const details = error instanceof CoachError ? error.details : undefined;
  const { message, retryable } = PROBLEMS[code];
  return { error: { code, message, retryable, ...(details && { details }) } };
}
