import { PROBLEM_CODES, type ProblemCode } from '#contract/problem-codes';

interface RefusalFacts {
  readonly status: number;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Our own server refused, with a code. Every path would refuse, so the client does not take another one. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  declare readonly code: ProblemCode;
  declare readonly status: number;
  /** Whether the same request may succeed later. */
  declare readonly retryable: boolean;
  /** From `Retry-After`, in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  declare readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, message: string, facts: RefusalFacts) {
    super(message);
    Object.assign(this, { code, ...facts });
  }
}

/** No answer of our server: a dead connection, a proxy's error page, a timeout. Worth another attempt. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** An answer of our server had started, so the path worked. */
  begun = false;
  /** The answer lasted for a while, so the path itself works. */
  lasted = false;
  /** Another attempt follows at once on the same path, and counts as none. */
  isFree = false;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isCode = (code: unknown): code is ProblemCode => PROBLEM_CODES.some((known) => known === code);

/** Seconds, or a date. `undefined` for anything else, and where CORS hides the header. */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/**
 * Reads an error answer: {@link Refusal} when it comes from our server, else {@link Unreachable}.
 * An unknown code of a newer server counts as `internal`, with the server's message.
 */
export async function failureOf(response: Response, now: number): Promise<Refusal | Unreachable> {
  const foreign = new Unreachable(`unexpected answer ${response.status}`);
  // A function that crashed does not answer itself: its gateway does, in our format. Another path may work.
  if (response.status >= 500 && response.status !== 503) return foreign;
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return foreign;
  const body: unknown = await response.json().catch(() => undefined);
  const problem = isRecord(body) ? body['error'] : undefined;
  if (!isRecord(problem) || typeof problem['code'] !== 'string') return foreign;
  const { code, message, retryable, details } = problem;
  return new Refusal(isCode(code) ? code : 'internal', typeof message === 'string' ? message : '', {
    status: response.status,
    retryable: retryable === true,
    retryAfterMs: retryAfterOf(response.headers, now),
    details: isRecord(details) ? details : {},
  });
}

/** The server runs this very turn for an earlier request: the answer can be read in a moment. */
export const isRunning = (error: Refusal, turnId: string): boolean =>
  error.code === 'turn_in_progress' && error.details['turnId'] === turnId;

/**
 * The client gave up on a turn that may be running, or finished, at the server.
 * It stays open in the storage. Another request with the same id finds it or starts it, never twice.
 */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
