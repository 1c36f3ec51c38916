import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Budget } from '#contract/budget-responses';
import type { ChatMessageList, ChatSession } from '#contract/game-chat';
import type { NoteList } from '#contract/games';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aSecondLater, readEvents } from './person.ts';
import { aGame, createPlayer, type Player, question } from './player.ts';

let stack: LocalStack;
let player: Player;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  player = await createPlayer(stack, 'player');
  await player.importGames([aGame('g-1'), aGame('g-2', { won: false, goals: 0, score: 131 })]);
  await aSecondLater(stack);
});
afterAll(() => stack.close());

const local = (path: string, body?: unknown) =>
  fetch(`${stack.origin}/local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const script = (contains: string, steps: readonly object[], times = 1) =>
  local('model/script', [{ match: { contains }, times, steps }]);
const notesOf = async (whose: Player) =>
  (await whose.get<NoteList>('/coach/notes')).notes.map(({ content }) => content);
const messagesOf = async (sessionId: string) =>
  (await player.get<ChatMessageList>(`/coach/chat/sessions/${sessionId}/messages?limit=100`)).messages;

describe('a question', () => {
  it('a question is answered from the player’s own games, with the same end on all three paths', async () => {
    const ends = await Promise.all(
      ([1, 2, 3] as const).map(async (path) => {
        const asked = question('How did my last 2 games go?');
        const { last } = await player.ask(asked, path);
        expect(last).toMatchObject({
          type: 'complete',
          turnId: asked.turnId,
          toolsUsed: ['get_recent_games'],
          steps: 2,
        });
        return last?.type === 'complete' ? last.aiResponse : '';
      }),
    );
    expect(new Set(ends).size).toBe(1);
    expect(ends[0]).toContain('717');
  });

  it('streams an event per tool call and result, and stores all blocks in order', async () => {
    const asked = question('How do I compare to Gold I?', { gameId: 'g-1' });
    const { events, last } = await player.ask(asked);
    const [tools, results] = (['tool', 'tool_result'] as const).map((type) =>
      events.filter((event) => event.type === type),
    );
    expect(tools?.length).toBeGreaterThan(0);
    expect(results).toHaveLength(tools?.length ?? 0);
    const shown = events.map((event) => (event.type === 'chunk' ? event.text : '')).join('');
    expect(last).toMatchObject({ type: 'complete', aiResponse: shown });
    const messages = await messagesOf(asked.turnId);
    expect(messages.map(({ role }) => role).join(' ')).toMatch(/^user( assistant user)+ assistant$/);
    const blocks = messages.flatMap(({ contentBlocks }) => contentBlocks.map(({ type }) => type));
    expect(blocks).toEqual(expect.arrayContaining(['reasoning', 'tool_use', 'tool_result', 'text']));
    const session = await player.get<ChatSession>(`/coach/chat/sessions/${asked.turnId}`);
    expect(session).toMatchObject({ title: 'How do I compare to Gold I?', messageCount: messages.length });
  });

  it('a second question continues the conversation', async () => {
    const first = question('How did my last 2 games go?');
    await player.ask(first);
    const { last } = await player.ask(question('Thanks!', { sessionId: first.turnId, parentTurnId: first.turnId }));
    expect(last).toMatchObject({ type: 'complete', turnsUsed: 2 });
  });

  it('the last step answers without tools and releases the hold', async () => {
    const steps = [{ reasoning: 'Look again.' }, { tool: { name: 'get_recent_games', input: {} } }];
    await local('model/script', [{ match: {}, times: 9, steps }]);
    const { events, last } = await player.ask(question('Never stop looking'));
    expect(events.filter(({ type }) => type === 'tool')).toHaveLength(9);
    expect(last).toMatchObject({
      type: 'complete',
      steps: 10,
      stopReason: 'step_limit',
      aiResponse: expect.stringMatching(/\w/),
    });
    expect(await player.get<Budget>('/coach/budget')).toMatchObject({ held: 0 });
  });
});

describe('the AI SDK dialect', () => {
  it('a second AI SDK message continues the session that the first one opened', async () => {
    const chat = crypto.randomUUID();
    const user = (id: string, text: string) => ({ id, role: 'user', parts: [{ type: 'text', text }] });
    const send = async (messages: readonly object[]) => {
      const body = JSON.stringify({ id: chat, messages, trigger: 'submit-message' });
      const request = { method: 'POST', headers: player.headers(), body };
      return (await fetch(`${player.addressOf(1)}?protocol=ai-sdk`, request)).text();
    };
    const first = await send([user('one', 'How did my last 2 games go?')]);
    expect(first).toContain('"type":"tool-output-available"');
    const second = await send([user('one', 'How did my last 2 games go?'), user('two', 'Thanks!')]);
    expect(second).toMatch(/"turnsUsed":2/);
  });
});

describe('a tool’s write', () => {
  const note = (content: string) => ({ tool: { name: 'save_coaching_note', input: { content, category: 'goal' } } });
  const thought = { reasoning: 'Worth keeping.' };

  it('a tool’s write is made once when the worker is killed during the answer', async () => {
    await local('model/script', [
      { match: { contains: 'die in the middle' }, times: 1, steps: [thought, note('once')] },
      { times: 1, match: {}, steps: [{ text: 'Half an' }, { text: ' answer', delayMs: 60_000 }] },
    ]);
    const asked = question('die in the middle');
    const stop = new AbortController();
    const request = { method: 'POST', headers: player.headers(), body: JSON.stringify(asked), signal: stop.signal };
    const reading = readEvents(await fetch(player.addressOf(1), request), ({ event }) => {
      if (event.type === 'chunk') void local('functions/stream-game-coach/kill');
    });
    await reading;
    await fetch(`${stack.origin}/local/model/script`, { method: 'DELETE' });
    await script('die in the middle', [thought, note('once')]);
    await local('clock', { advanceMs: 13_000 });
    const { last, events } = await player.ask(asked);
    expect(events[0]?.type).toBe('reset');
    expect(last).toMatchObject({ type: 'complete' });
    expect((await notesOf(player)).filter((content) => content === 'once')).toHaveLength(1);
  });

  it('a tool’s write is not made when the turn is stopped', async () => {
    await local('model/script', [
      { match: { contains: 'stop me' }, times: 1, steps: [thought, note('never')] },
      { times: 1, match: {}, steps: [{ text: 'Half an' }, { text: ' answer', delayMs: 60_000 }] },
    ]);
    const asked = question('stop me');
    const request = { method: 'POST', headers: player.headers(), body: JSON.stringify(asked) };
    const path = `/coach/chat/sessions/${asked.turnId}/turns/${asked.turnId}/abort`;
    let stopped: Promise<Response> | undefined;
    const received = await readEvents(await fetch(player.addressOf(1), request), ({ event }) => {
      if (event.type === 'chunk') stopped ??= player.api('POST', path);
    });
    expect((await stopped)?.status).toBe(200);
    expect(received.at(-1)?.event.type).toBe('aborted');
    expect(await notesOf(player)).not.toContain('never');
    expect(await player.get<Budget>('/coach/budget')).toMatchObject({ held: 0 });
  });
});

describe('the free preview', () => {
  it('the free preview is one message; every path refuses the next one with preview_used', async () => {
    const free = await createPlayer(stack, 'free-player', 'free');
    const { events } = await free.ask(question('Hello coach'));
    expect(events.slice(0, 2)).toMatchObject([{ type: 'start' }, { type: 'trial_started', kind: 'preview' }]);
    for (const path of [1, 2, 3] as const) {
      expect((await free.ask(question('Once more'), path)).refusal).toMatchObject({
        status: 402,
        code: 'preview_used',
      });
    }
    expect(await free.get('/coach/access')).toMatchObject({ previewAvailable: false, trialAvailable: true });
  });

  it('the free preview is refunded when the turn fails without an answer', async () => {
    const free = await createPlayer(stack, 'unlucky-player', 'free');
    await script('nothing comes', [{ throw: 'validationException' }]);
    expect((await free.ask(question('nothing comes'))).last).toMatchObject({ type: 'error' });
    expect(await free.get('/coach/access')).toMatchObject({ previewAvailable: true });
    expect((await free.ask(question('Hello coach'))).last).toMatchObject({ type: 'complete' });
  });
});

describe('another person’s data', () => {
  it('another person’s data gives the same responses as missing data, on every route and for every tool', async () => {
    const asked = question('How did my last game go?');
    await player.ask(asked);
    await player.api('POST', '/coach/notes', { content: 'mine alone', category: 'goal' });
    const { noteId } = (await player.get<NoteList>('/coach/notes')).notes[0] ?? {};
    const other = await createPlayer(stack, 'other-player');
    const unknown = crypto.randomUUID();
    const routes: [string, string, string][] = [
      ['GET', '/coach/games/', 'g-1'],
      ['DELETE', '/coach/games/', 'g-1'],
      ['DELETE', '/coach/notes/', noteId ?? ''],
      ['GET', '/coach/chat/sessions/', asked.turnId],
      ['GET', '/coach/chat/sessions/', `${asked.turnId}/messages`],
      ['DELETE', '/coach/chat/sessions/', asked.turnId],
    ];
    for (const [method, path, id] of routes) {
      const [foreign, missing] = await Promise.all(
        [id, id.replace(/^[\w-]+/, unknown)].map(async (name) => {
          const response = await other.api(method, path + name);
          return [response.status, await response.text()];
        }),
      );
      expect(foreign, `${method} ${path}`).toEqual(missing);
      expect(foreign?.[0]).toBe(404);
    }
    expect((await other.ask(question('Hi', { sessionId: asked.turnId }))).refusal).toMatchObject({ status: 404 });
    expect((await other.ask(question('Hi', { gameId: 'g-1' }))).refusal).toMatchObject({ status: 404 });
    const call = { toolName: 'get_game_details', toolInput: { gameId: 'g-1' } };
    const executed = await (await other.api('POST', '/coach/tools/execute', call)).json();
    expect(executed).toMatchObject({ toolName: 'get_game_details', ok: false, result: { error: expect.any(String) } });
    expect(await notesOf(player)).toContain('mine alone');
  });
});
