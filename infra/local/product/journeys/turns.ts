import type { CoachEvent } from '#contract/events';
import type { TurnStatus } from '#contract/turn-responses';
import { aTurn, createPerson, type Person, readEvents, type TurnBody } from '../person.ts';
import { controlOf, expectThat, type Stack, until } from './local-control.ts';

/** Longer than a journey takes. */
const NEVER_MS = 600_000;

/** An answer that begins and then is silent. */
export const HALF_AN_ANSWER = [{ text: 'Half an answer.' }, { text: ' The rest.', delayMs: NEVER_MS }];

/** A turn that is read while it runs. */
interface Running {
  readonly events: readonly CoachEvent[];
  /** Resolves when the stream has ended or broken off. */
  readonly ended: Promise<void>;
}

/** Sends a turn and returns as soon as it has shown its first text. */
export async function begin(person: Pick<Person, 'headers'>, address: string, body: object): Promise<Running> {
  const events: CoachEvent[] = [];
  const request = { method: 'POST', headers: person.headers(), body: JSON.stringify(body) };
  const response = await fetch(address, request);
  expectThat(response.ok, `a turn was refused with ${response.status}`);
  const ended = readEvents(response, ({ event }) => events.push(event)).then(() => undefined);
  await until('the first text', async () => events.some(({ type }) => type === 'chunk'));
  return { events, ended };
}

/** A turn of the coach creator that has shown and stored half an answer, and then is silent. @param name - Of the person. */
export async function half(stack: Stack, name: string) {
  const person = await createPerson(stack, `${name}-${crypto.randomUUID()}`, 'studio');
  const sessionId = await person.createSession();
  const body = aTurn(`${name} ${person.userId}`);
  await controlOf(stack).script(body.userResponse, ...HALF_AN_ANSWER);
  const running = await begin(person, person.addressOf(1, sessionId), body);
  const path = `${person.sessionPath(sessionId)}/turns/${body.turnId}`;
  await until('the stored text', async () => (await person.get<TurnStatus>(path)).text !== '');
  return { ...running, person, sessionId, body, path };
}

/** The same, and its producer has died. */
export async function dead(stack: Stack, name: string) {
  const turn = await half(stack, name);
  await controlOf(stack).kill('stream-coach-creator-session');
  await turn.ended;
  return turn;
}

/** Sends a turn of the coach creator. @throws Error unless it completes. */
export async function complete(person: Person, sessionId: string, body: TurnBody): Promise<CoachEvent> {
  const { last, refusal } = await person.turn(sessionId, body);
  expectThat(last?.type === 'complete', `a turn ended with ${last?.type ?? refusal?.code}`);
  return last;
}

/** The status of a response. @throws Error unless it is one of 200 to 299. */
export async function succeeds(answering: Promise<Response>): Promise<Response> {
  const response = await answering;
  expectThat(response.ok, `${response.url} answered ${response.status}`);
  return response;
}
