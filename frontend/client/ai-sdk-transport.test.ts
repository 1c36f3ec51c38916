import { Chat } from '@ai-sdk/react';
import { DefaultChatTransport, type UIMessage } from 'ai';
import { build } from 'esbuild';
import { expect, it, vi } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { isUuid } from '#contract/ids';
import { framesOf, TAPE_SESSION, TAPE_TURN, TAPES } from '#testing/turn-tapes';
import { configFor, createMemoryStorage } from '../testing/turn-fixtures.ts';
import { createTurnServer, type Play, playing } from '../testing/turn-server.ts';
import { createAiSdkTransport } from './ai-sdk-transport.ts';
import { coachCreator } from './coaches/coach-creator.ts';
import { createCoachClient } from './create-coach-client.ts';

function open(url: string, openTurnId?: string, fetcher: typeof fetch = fetch) {
  const client = createCoachClient({
    config: configFor(url, url),
    userId: 'me',
    getToken: async () => 'token',
    storage: createMemoryStorage(),
    fetch: fetcher,
  });
  const session = { coach: coachCreator, sessionId: TAPE_SESSION };
  const transport = createAiSdkTransport({
    Transport: DefaultChatTransport,
    client,
    session,
    ...(openTurnId && { openTurnId }),
  });
  const chat = new Chat<UIMessage>({ transport });
  const text = () => (chat.lastMessage?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
  return { chat, transport, text, say: (words: string) => chat.sendMessage({ text: words }) };
}

/** Plays the first two frames, and the rest once the turn is stopped. */
const untilStopped = (rest: readonly CoachEvent[]): Play =>
  async function* ({ stopped }) {
    yield* framesOf(TAPES.text).slice(0, 2);
    await stopped;
    yield* framesOf(rest);
  };

it('drops the text of an attempt that was given up', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.reset)));
  const { chat, say } = open(server.url);

  await say('Hi');

  expect(chat.lastMessage?.parts.map(({ type }) => type)).toEqual(['data-reset', 'reasoning', 'text', 'data-complete']);
  expect(chat.lastMessage?.parts[2]).toMatchObject({ text: 'The right answer.' });
});

it('stops the turn at the server when the chat is stopped, and keeps the partial text', async () => {
  await using server = await createTurnServer(untilStopped(TAPES.aborted.slice(-1)));
  const { chat, say, text } = open(server.url);

  const said = say('Hi');
  await vi.waitFor(() => expect(text()).toBe('Hel'));
  await chat.stop();
  await said;

  const [turnId] = server.turns.keys();
  await vi.waitFor(() => expect(server.seen).toEqual([`POST ${turnId}`, `ABORT ${turnId}`]));
  expect([chat.status, text()]).toEqual(['ready', 'Hel']);
});

it('sends no abort for a turn that has ended, by the chat or by the transport', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.text)));
  const { chat, transport, say } = open(server.url);

  await say('Hi');
  await chat.stop();
  await transport.stop();

  expect(server.seen).toHaveLength(1);
});

it('regenerates a failed or stopped turn as a new turn, and resumes an unfinished one', async () => {
  const tapes = [TAPES.unfinished, TAPES.error, TAPES.aborted, TAPES.text];
  await using server = await createTurnServer(async function* () {
    yield* framesOf(tapes.shift() ?? []);
  });
  const { chat, say, text } = open(server.url);

  await say('Hi');
  await chat.regenerate();
  await chat.regenerate();
  await chat.regenerate();

  const [first, second, third, fourth] = server.seen;
  expect(second).toBe(first);
  expect(new Set([second, third, fourth]).size).toBe(3);
  expect([...server.turns.keys()].every(isUuid)).toBe(true);
  expect([chat.status, chat.messages.length]).toEqual(['ready', 2]);
  expect(text()).toMatch(/^Hello\. /);
});

it('regenerates a finished answer as a new turn, also after a reload', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.text)));
  const before = open(server.url);
  await before.say('Hi');
  await before.chat.regenerate();
  const after = open(server.url);
  after.chat.messages = before.chat.messages;
  await after.chat.regenerate();

  expect(server.seen).toHaveLength(3);
  expect(new Set(server.seen).size).toBe(3);
  for (const { body } of server.turns.values()) expect(body).not.toHaveProperty('replaces');
});

it('regenerates the turn under the same id that a reload interrupted', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.text)));
  const message = { id: TAPE_TURN, role: 'user' as const, parts: [{ type: 'text' as const, text: 'Hi' }] };
  const { chat } = open(server.url, TAPE_TURN);
  chat.messages = [message];

  await chat.regenerate();

  expect(server.seen).toEqual([`POST ${TAPE_TURN}`]);
});

it('sends only the last message', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.text)));
  const sent: string[] = [];
  const { chat, say } = open(server.url, undefined, (input, init) => {
    sent.push(String(init?.body));
    return fetch(input, init);
  });
  chat.messages = [{ id: 'u0', role: 'user', parts: [{ type: 'text', text: 'x'.repeat(70_000) }] }];

  await say('Hi');

  expect(JSON.parse(sent[0] ?? '').messages).toMatchObject([{ parts: [{ text: 'Hi' }] }]);
  expect(chat.status).toBe('ready');
});

it('resumes the running turn from its first part, after a broken connection and after a reload', async () => {
  await using server = await createTurnServer(async function* ({ times }) {
    yield* framesOf(times === 1 ? TAPES.unfinished : TAPES.tools);
  });
  const before = open(server.url);
  await before.say('Hi');
  await before.chat.resumeStream();
  const [turnId] = server.turns.keys();
  const after = open(server.url, turnId);
  await after.chat.resumeStream();
  await after.chat.resumeStream();

  expect(server.seen).toEqual([`POST ${turnId}`, `GET ${turnId}`, `GET ${turnId}`]);
  expect([before.text(), after.text()]).toEqual(Array(2).fill('One moment. You squat well.'));
  expect([before.chat.messages.length, after.chat.messages.length]).toEqual([2, 1]);
});

it('does not stop a turn when the chat resumes it again, and stops it when the chat stops while resuming', async () => {
  await using server = await createTurnServer(untilStopped(TAPES.aborted.slice(-1)));
  const turnId = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
  const first = open(server.url);
  const said = first.chat.sendMessage({ id: turnId, parts: [{ type: 'text', text: 'Hi' }], role: 'user' });
  await vi.waitFor(() => expect(first.text()).toBe('Hel'));
  const second = open(server.url, turnId);

  const resumed = second.chat.resumeStream();
  await vi.waitFor(() => expect(second.text()).toBe('Hel'));
  const again = second.chat.resumeStream();
  await vi.waitFor(() => expect(server.turns.get(turnId)?.times).toBe(3));
  await vi.waitFor(() => expect(second.text()).toBe('Hel'));
  expect(server.seen.filter((line) => line.startsWith('ABORT'))).toEqual([]);
  await second.chat.stop();
  await Promise.all([said, resumed, again]);

  await vi.waitFor(() => expect(server.seen.at(-1)).toBe(`ABORT ${turnId}`));
});

it('adds no code of the SDK to the bundle', async () => {
  const { metafile } = await build({
    entryPoints: [`${import.meta.dirname}/ai-sdk-transport.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    outdir: 'out',
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).filter((input) => /node_modules/.test(input))).toEqual([]);
});
