import { createParser } from 'eventsource-parser';
import type { CoachEvent } from '#contract/events';
import type { LocalReservation } from '../identity/people.ts';
import type { LocalStack } from '../stack.ts';

/** One event as a client received it. */
export interface Received {
  readonly id: string | undefined;
  readonly event: CoachEvent;
  /** Time of arrival, in milliseconds of this process. */
  readonly at: number;
}

export type TurnPath = 1 | 2 | 3;

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: string | null;
  readonly type: string | null;
}

/** The result of a turn: its events (on path 3 only the terminal one), or a refusal. */
export interface Outcome {
  readonly received: readonly Received[];
  readonly events: readonly CoachEvent[];
  readonly last: CoachEvent | undefined;
  readonly refusal: Refusal | undefined;
}

/** The minute in which a turn was admitted, by the server's clock. */
export function minuteOf({ events }: Outcome): string {
  const start = events.find(({ type }) => type === 'start');
  return start?.type === 'start' ? start.serverTime.slice(0, '2026-11-21T10:15'.length) : '';
}

/** Moves the clock of a stack on, so that the lists show all that was stored before. They may lag by a second. */
export async function aSecondLater({ origin }: Pick<LocalStack, 'origin'>): Promise<void> {
  await fetch(`${origin}/local/clock`, json('POST', { advanceMs: 1_000 }));
}

export interface TurnBody {
  readonly turnId: string;
  readonly userResponse: string;
  readonly messageTimestamp: string;
  readonly [field: string]: unknown;
}

export const aTurn = (userResponse: string, fields: object = {}): TurnBody => ({
  turnId: crypto.randomUUID(),
  userResponse,
  messageTimestamp: new Date().toISOString(),
  ...fields,
});

/** A person with an account on a local stack. All access is over HTTP. */
export async function createPerson(
  stack: Pick<LocalStack, 'origin' | 'config' | 'streamUrls'>,
  userId: string,
  tier = 'pro',
) {
  const signIn = async () => {
    const response = await fetch(`${stack.origin}/local/token`, json('POST', { userId, tier }));
    return ((await response.json()) as { accessToken: string }).accessToken;
  };
  let token = await signIn();
  const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

  const api = (method: string, path: string, body?: unknown) =>
    fetch(`${stack.config.apiUrl}${path}`, { ...json(method, body), headers: headers() });
  const get = async <Answer>(path: string): Promise<Answer> => (await (await api('GET', path)).json()) as Answer;
  const sessionPath = (sessionId: string) => `/users/${userId}/coach-creator-sessions/${sessionId}`;
  const addressOf = (path: TurnPath, sessionId: string) => {
    const url = path === 1 ? (stack.streamUrls.coachCreator ?? '') : stack.config.apiUrl;
    return path === 3 ? `${url}${sessionPath(sessionId)}` : `${url}${sessionPath(sessionId)}/stream`;
  };

  return {
    userId,
    api,
    get,
    sessionPath,
    addressOf,
    headers,
    /** The reservations that make up the person's budget. */
    async reservations(): Promise<readonly LocalReservation[]> {
      const response = await fetch(`${stack.origin}/local/reservations/${userId}`);
      return ((await response.json()) as { reservations: readonly LocalReservation[] }).reservations;
    },
    renew: async () => {
      token = await signIn();
    },
    async createSession(): Promise<string> {
      const response = await api('POST', `/users/${userId}/coach-creator-sessions`, {});
      return ((await response.json()) as { sessionId: string }).sessionId;
    },
    /** Sends a turn and reads its stream to the end. */
    async turn(sessionId: string, body: unknown, path: TurnPath = 1, init: RequestInit = {}): Promise<Outcome> {
      const method = path === 3 ? 'PUT' : 'POST';
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return read(await fetch(addressOf(path, sessionId), { method, headers: headers(), body: text, ...init }), path);
    },
  };
}

export type Person = Awaited<ReturnType<typeof createPerson>>;

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

/** Reads a turn's response. */
export async function read(response: Response, path: TurnPath): Promise<Outcome> {
  if (!response.ok) {
    const { error } = (await response.json()) as { error: { code: string } };
    const refusal = {
      status: response.status,
      code: error.code,
      retryAfter: response.headers.get('retry-after'),
      type: response.headers.get('content-type'),
    };
    return { received: [], events: [], last: undefined, refusal };
  }
  if (path === 3) {
    const event = (await response.json()) as CoachEvent;
    return { received: [], events: [event], last: event, refusal: undefined };
  }
  const received = await readEvents(response);
  const events = received.map(({ event }) => event);
  return { received, events, last: events.at(-1), refusal: undefined };
}

/** Reads a stream to its end, or until the connection is closed. */
export async function readEvents(response: Response, onEvent: (received: Received) => void = () => {}) {
  const received: Received[] = [];
  const parser = createParser({
    onEvent: ({ id, data }) => {
      const one = { id, event: JSON.parse(data) as CoachEvent, at: performance.now() };
      received.push(one);
      onEvent(one);
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // undici throws it when the connection is closed
  }
  return received;
}
