import { isDeepStrictEqual } from 'node:util';
import type { CreatorSessionWithMessages } from '#contract/creator-session-responses';
import { parseEventId } from '#contract/ids';
import type { TurnStatus } from '#contract/turn-responses';
import { aTurn, type Person, type Received, readEvents, type TurnBody } from '#infra/local/product/person';

/** A turn and its reader. */
export interface ReadTurn {
  readonly person: Person;
  readonly sessionId: string;
  readonly body: TurnBody;
  /** What the reader has received so far. */
  readonly received: readonly Received[];
  /** Resolves with the head of the stream. */
  readonly started: Promise<Response>;
  /** Resolves with the end of the stream, also when it broke off. */
  readonly ended: Promise<readonly Received[]>;
}

export interface StopAnswer {
  readonly status: number;
  readonly turn: TurnStatus;
  readonly tookMs: number;
}

const pathOf = ({ person, sessionId, body }: ReadTurn) => `${person.sessionPath(sessionId)}/turns/${body.turnId}`;

export const statusOf = (turn: ReadTurn): Promise<TurnStatus> => turn.person.get<TurnStatus>(pathOf(turn));

/** Sends a turn on path 1 or 2, and reads its stream. */
export function readTurn(person: Person, sessionId: string, message: string): ReadTurn {
  const body = aTurn(`${message} ${crypto.randomUUID()}`);
  const received: Received[] = [];
  const started = post(person, sessionId, body);
  const ended = started.then((response) => readEvents(response, (one) => received.push(one)));
  return { person, sessionId, body, received, started, ended };
}

const post = (person: Person, sessionId: string, body: TurnBody) =>
  fetch(person.addressOf(Math.random() < 0.5 ? 1 : 2, sessionId), {
    method: 'POST',
    headers: person.headers(),
    body: JSON.stringify(body),
  });

export async function stop(turn: ReadTurn): Promise<StopAnswer> {
  const from = performance.now();
  const response = await turn.person.api('POST', `${pathOf(turn)}/abort`);
  return { status: response.status, turn: (await response.json()) as TurnStatus, tookMs: performance.now() - from };
}

/** The text that a reader has on the screen. */
export function textOf(received: readonly Received[]): string {
  let text = '';
  for (const { event } of received) {
    if (event.type === 'reset') text = '';
    if (event.type === 'chunk') text += event.text;
  }
  return text;
}

/** The producer did not end its turn in time, so the stop ended it: in the next epoch, with what was stored. */
export const isEndedFromOutside = ({ received }: ReadTurn, { turn }: StopAnswer): boolean => {
  const started = received.find(({ event }) => event.type === 'start');
  return started !== undefined && parseEventId(turn.lastEventId)?.epoch !== parseEventId(started.id ?? '')?.epoch;
};

export interface Comparison {
  readonly faults: readonly string[];
  readonly replayed: readonly Received[];
}

/** Compares the answer of a stop with what the routes say of its turn: the turn, the messages and a replay. */
export async function compareRoutes(read: ReadTurn, { turn }: StopAnswer): Promise<Comparison> {
  const { person, sessionId, body } = read;
  const [status, page, replayed] = await Promise.all([
    statusOf(read),
    person.get<CreatorSessionWithMessages>(`${person.sessionPath(sessionId)}?limit=100`),
    post(person, sessionId, body).then((response) => readEvents(response)),
  ]);
  const mine = page.messages.filter(({ turnId }) => turnId === body.turnId);
  const stored = mine.map(({ role, content, partial = false }) => ({ role, content, partial }));
  const expected = [
    ...(turn.accepted ? [{ role: 'user', content: body.userResponse, partial: false }] : []),
    ...(turn.text === '' ? [] : [{ role: 'assistant', content: turn.text, partial: true }]),
  ];
  const faults = [
    ...(isDeepStrictEqual(status, turn) ? [] : [`GET turn answers ${JSON.stringify(status)}`]),
    ...(isDeepStrictEqual(stored, expected) ? [] : [`GET messages answers ${JSON.stringify(stored)}`]),
    ...endFaults('the replay', replayed, turn),
  ];
  return { faults, replayed };
}

/** @returns the faults of a stream of a stopped turn that was read to its end. */
export function endFaults(name: string, received: readonly Received[], turn: TurnStatus): string[] {
  const { turnId, sessionId, text, usage } = turn;
  const last = received.at(-1)?.event;
  const expected = { type: 'aborted', turnId, sessionId, aiResponse: text, usage };
  const ends = received.filter(({ event }) => ['aborted', 'complete', 'error'].includes(event.type)).length;
  return [
    ...(isDeepStrictEqual(last, expected) ? [] : [`${name} ended with ${JSON.stringify(last)}`]),
    ...(ends === 1 ? [] : [`${name} has ${ends} terminal events`]),
  ];
}

/** @returns whether two readers received the same stored events. */
export const isSame = (one: readonly Received[], other: readonly Received[]): boolean =>
  isDeepStrictEqual(storedOf(one), storedOf(other));

const storedOf = (received: readonly Received[]) =>
  received.filter(({ id }) => id !== undefined).map(({ id, event }) => ({ id, event }));
