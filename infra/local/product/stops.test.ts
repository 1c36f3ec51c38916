import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoachAccess } from '#contract/access-responses';
import type { Budget } from '#contract/budget-responses';
import type { CreatorSessionWithMessages } from '#contract/creator-session-responses';
import type { CoachEvent } from '#contract/events';
import type { ChatMessageList } from '#contract/game-chat';
import type { NoteList } from '#contract/games';
import type { TurnStatus } from '#contract/turn-responses';
import { chargeOf, NO_USAGE } from '#contract/usage';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson, type Person, readEvents } from './person.ts';
import { createPlayer, type Player, question } from './player.ts';

let stack: LocalStack;
let person: Person;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  person = await createPerson(stack, 'stopper', 'studio');
});
afterAll(() => stack.close());

/** Longer than a test takes. */
const NEVER_MS = 60_000;
const SILENCE = [{ text: 'Too late.', delayMs: NEVER_MS }];
const WORDS = Array.from({ length: 60 }, (_, index) => ({ text: `word${index} `, delayMs: 20 }));

const script = (contains: string, steps: readonly object[]) =>
  fetch(`${stack.origin}/local/model/script`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ match: { contains }, steps }]),
  });
const callsWith = (text: string) =>
  (stack.bedrock?.calls() ?? []).filter(({ body }) => JSON.stringify(body).includes(text));
const textOf = (events: readonly CoachEvent[]) =>
  events.map((event) => (event.type === 'chunk' ? event.text : '')).join('');

async function abort(whose: Pick<Person, 'api'>, turnPath: string): Promise<TurnStatus> {
  const response = await whose.api('POST', `${turnPath}/abort`);
  expect(response.status).toBe(200);
  return (await response.json()) as TurnStatus;
}

/** Sends a request and reads its stream; `events` are those that the reader has so far. */
function readInBackground(address: string, whose: Pick<Person, 'headers'>, body: object) {
  const events: CoachEvent[] = [];
  const request = { method: 'POST', headers: whose.headers(), body: JSON.stringify(body) };
  const ended = (async () => {
    await readEvents(await fetch(address, request), ({ event }) => events.push(event));
  })();
  const has = (type: CoachEvent['type']) =>
    expect.poll(() => events.map((event) => event.type), { interval: 10 }).toContain(type);
  const hasWords = (words: number) =>
    expect.poll(() => textOf(events).split(' ').length - 1, { interval: 10 }).toBeGreaterThanOrEqual(words);
  return { events, ended, has, hasWords };
}

/**
 * Repeats a scene until the producer ends the turn itself, which it does in the first epoch. A busy machine may leave it no
 * time for that.
 */
async function untilInTime(scene: () => Promise<TurnStatus>): Promise<TurnStatus> {
  for (let tries = 1; ; tries += 1) {
    const status = await scene();
    if (status.lastEventId.startsWith('1-')) return status;
    if (tries === 10) throw new Error('no producer ended its turn in time');
  }
}

/** Starts a turn of the coach creator in a session of its own. */
async function start(message: string, steps: readonly object[], whose = person) {
  await script(message, steps);
  const sessionId = await whose.createSession();
  const body = aTurn(message);
  const reading = readInBackground(whose.addressOf(1, sessionId), whose, body);
  const sessionPath = whose.sessionPath(sessionId);
  const messages = async () =>
    (await whose.get<CreatorSessionWithMessages>(`${sessionPath}?limit=100`)).messages
      .filter(({ turnId }) => turnId === body.turnId)
      .map(({ role, content, partial = false }) => ({ role, content, partial }));
  return { ...reading, body, sessionId, messages, turnPath: `${sessionPath}/turns/${body.turnId}` };
}

describe('a stop before the answer', () => {
  it('a stop that arrives before its turn says that the message was not accepted, and no model is called', async () => {
    const sessionId = await person.createSession();
    const body = aTurn('stopped before it came');
    const path = `${person.sessionPath(sessionId)}/turns/${body.turnId}`;
    const status = { status: 'aborted', accepted: false, text: '', usage: NO_USAGE, sessionId };
    expect(await abort(person, path)).toMatchObject(status);
    const { events } = await person.turn(sessionId, body);
    expect(events).toMatchObject([{ type: 'aborted', sessionId, aiResponse: '' }]);
    expect(await person.get(path)).toMatchObject(status);
    const { messages } = await person.get<CreatorSessionWithMessages>(person.sessionPath(sessionId));
    expect(messages.map(({ turnId }) => turnId)).not.toContain(body.turnId);
    expect(callsWith(body.userResponse)).toEqual([]);
  });

  it('a stop before the first word keeps the message in the conversation and charges the input', async () => {
    const message = 'stopped before the first word';
    const { turnPath, messages, events, ended, has } = await start(message, SILENCE);
    await has('start');
    const status = await abort(person, turnPath);
    await ended;
    expect(status).toMatchObject({ status: 'aborted', accepted: true, text: '' });
    expect(status.usage?.inputTokens).toBeGreaterThan(0);
    expect(events.at(-1)).toMatchObject({ type: 'aborted', aiResponse: '', usage: status.usage });
    expect(await messages()).toEqual([{ role: 'user', content: message, partial: false }]);
    expect(callsWith(message)).toMatchObject([{ cancelled: true }]);
  });
});

describe('a stop in the middle of the answer', () => {
  it('a stop keeps all that the reader was shown, and the next turn can begin', async () => {
    let shown = '';
    let last: { sessionId: string; messages: () => Promise<unknown>; events: readonly CoachEvent[] } | undefined;
    const status = await untilInTime(async () => {
      const turn = await start('stopped in the middle', WORDS);
      await turn.has('chunk');
      shown = textOf(turn.events);
      const answer = await abort(person, turn.turnPath);
      await turn.ended;
      last = turn;
      return answer;
    });
    expect(status.text.startsWith(shown)).toBe(true);
    expect(last?.events.at(-1)).toMatchObject({ type: 'aborted', aiResponse: status.text });
    expect(textOf(last?.events ?? [])).toBe(status.text);
    expect(await last?.messages()).toEqual([
      { role: 'user', content: 'stopped in the middle', partial: false },
      { role: 'assistant', content: status.text, partial: true },
    ]);
    await script('go on', [{ text: 'On.' }]);
    expect((await person.turn(last?.sessionId ?? '', aTurn('go on'))).last).toMatchObject({ type: 'complete' });
  });

  it('two stops at once have one answer, one partial message and one charge', async () => {
    const twice = await createPerson(stack, 'twice', 'studio');
    const { turnPath, messages, ended, has } = await start('stopped twice', WORDS, twice);
    await has('chunk');
    const [first, second] = await Promise.all([abort(twice, turnPath), abort(twice, turnPath)]);
    await ended;
    expect(first).toEqual(second);
    expect((await messages()).filter(({ role }) => role === 'assistant')).toHaveLength(1);
    const used = chargeOf(first?.usage ?? NO_USAGE);
    expect(await twice.get<Budget>('/coach/budget')).toMatchObject({ used, held: 0 });
  });
});

/**
 * Asks the game coach. The question opens its session.
 * @param answers - The steps of the model's answer, and of its next one after the tools.
 */
async function ask(player: Player, message: string, ...answers: readonly (readonly object[])[]) {
  for (const [index, steps] of answers.entries()) await script(index === 0 ? message : '', steps);
  const asked = question(message);
  const sessionPath = `/coach/chat/sessions/${asked.turnId}`;
  const reading = readInBackground(player.addressOf(1), player, asked);
  return { ...reading, sessionPath, turnPath: `${sessionPath}/turns/${asked.turnId}` };
}

describe('a stop between two steps', () => {
  it('a stop after a tool keeps the text so far and makes no write of the tool', async () => {
    const player = await createPlayer(stack, 'stopping-player');
    const note = { name: 'save_coaching_note', input: { content: 'never', category: 'goal' } };
    let sessionPath = '';
    const status = await untilInTime(async () => {
      const turn = await ask(player, 'note this', [{ text: 'Let me note that.' }, { tool: note }], SILENCE);
      await turn.has('tool_result');
      const answer = await abort(player, turn.turnPath);
      await turn.ended;
      sessionPath = turn.sessionPath;
      return answer;
    });
    expect(status).toMatchObject({ status: 'aborted', text: 'Let me note that.' });
    const { messages } = await player.get<ChatMessageList>(`${sessionPath}/messages`);
    expect(messages.at(-1)).toMatchObject({ role: 'assistant', content: 'Let me note that.', partial: true });
    expect((await player.get<NoteList>('/coach/notes')).notes).toEqual([]);
    expect(await player.get<Budget>('/coach/budget')).toMatchObject({ held: 0 });
  });
});

describe('a stop of the free preview', () => {
  let people = 0;
  const aFreePlayer = () => {
    people += 1;
    return createPlayer(stack, `free-stopper-${people}`, 'free');
  };

  it('a stop after the first words uses the preview and charges the answer', async () => {
    const player = await aFreePlayer();
    const { turnPath, ended, hasWords } = await ask(player, 'preview with words', WORDS);
    await hasWords(15); // 300 ms of the model's time
    const { usage = NO_USAGE } = await abort(player, turnPath);
    await ended;
    expect(usage.outputTokens).toBeGreaterThan(0);
    expect(await player.get<CoachAccess>('/coach/access')).toMatchObject({
      previewAvailable: false,
      previewUsed: true,
    });
    expect(await player.get<Budget>('/coach/budget')).toMatchObject({ used: chargeOf(usage), held: 0 });
    expect((await player.ask(question('Once more'))).refusal).toMatchObject({ status: 402, code: 'preview_used' });
  });

  it('a stop before the first word has given the preview back when it answers', async () => {
    let access: CoachAccess | undefined;
    let last: Player | undefined;
    await untilInTime(async () => {
      const player = await aFreePlayer();
      const { turnPath, ended, has } = await ask(player, 'preview in silence', SILENCE);
      await has('trial_started');
      const answer = await abort(player, turnPath);
      access = await player.get<CoachAccess>('/coach/access');
      await ended;
      last = player;
      return answer;
    });
    expect(access).toMatchObject({ previewAvailable: true, previewUsed: false });
    expect((await last?.ask(question('Hello coach')))?.last).toMatchObject({ type: 'complete' });
  });
});
