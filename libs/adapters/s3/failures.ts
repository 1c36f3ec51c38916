import { CoachError } from '#ports/errors';

/** S3 answered with an error. */
export class S3Failure extends Error {
  override readonly name = 'S3Failure';
  readonly status: number;
  /** For example `NoSuchKey`. */
  readonly code: string;

  constructor(operation: string, status: number, code: string) {
    super(`S3 answered ${operation} with ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** Codes of S3 that ask the caller to try again later. */
const BUSY = new Set(['SlowDown', 'ServiceUnavailable', 'InternalError', 'RequestTimeout', 'OperationAborted']);
const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

export const isBusy = (code: string): boolean => BUSY.has(code);

/** Whether the same request may succeed if it is sent again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof S3Failure) return error.status >= 500 || error.status === 429 || isBusy(error.code);
  const { name, code = '' } = error as Error & { readonly code?: string };
  return name === 'TimeoutError' || NETWORK.has(code);
}

export const isMissing = (error: unknown): boolean => error instanceof S3Failure && error.code === 'NoSuchKey';

/** S3 answers this to every range of an empty object. */
export const isUnsatisfiableRange = (error: unknown): boolean => error instanceof S3Failure && error.status === 416;

/** The problem for a failure that a client can wait out. */
export const unavailable = (cause: unknown): CoachError =>
  new CoachError('dependency_unavailable', 'S3 did not answer', { cause, retryAfterMs: 1_000 });
