import { HttpAgent, type Message } from '@ag-ui/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isUuid } from '#contract/ids';
import { CoachError } from '#ports/errors';
import { framesOf, TAPE_SESSION, TAPES } from '#testing/turn-tapes';
import { createTurnServer, playing } from '../testing/turn-server.ts';

const HELLO: Message = { id: 'msg-1', role: 'user', content: 'Hi' };

/** What the client complains of on the console: unknown fields, broken orders, dropped events. */
const complaints: unknown[][] = [];
beforeEach(() => {
  complaints.length = 0;
  for (const level of ['warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...all: unknown[]) => void complaints.push(all));
  }
});
afterEach(() => void vi.restoreAllMocks());

/** The agent as an application uses it: nothing of ours but an address. */
function open(url: string, initialMessages: Message[] = [HELLO]) {
  const agent = new HttpAgent({
    url: `${url}/users/me/coach-creator-sessions/${TAPE_SESSION}/stream?protocol=ag-ui`,
    threadId: 'thread',
    initialMessages,
  });
  const shape = () => agent.messages.map(({ role, content }) => (content === undefined ? role : `${role}: ${content}`));
  const text = () => agent.messages.map(({ role, content }) => (role === 'assistant' ? (content ?? '') : '')).join('');
  return { agent, shape, text };
}

it('shows a turn with thinking, tools and text, and sends the message', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.tools)));
  const { agent, shape } = open(server.url);
  const customs: string[] = [];
  const runs: unknown[] = [];

  const { result } = await agent.runAgent(
    { runId: 'run-1', forwardedProps: { confirm: true } },
    {
      onCustomEvent: ({ event }) => void customs.push(event.name),
      onRunStartedEvent: ({ event: { threadId, runId } }) => void runs.push({ threadId, runId }),
      onRunFinishedEvent: (finished) => void runs.push(finished.outcome === 'success' && finished.pendingToolCallIds),
    },
  );

  expect(shape()).toEqual([
    'user: Hi',
    'reasoning: I should look.',
    'assistant: One moment. ',
    'assistant',
    'tool: {"ok":true,"summary":"2 notes","durationMs":12}',
    'assistant',
    'tool: {"ok":false,"summary":"no answer","durationMs":12}',
    'assistant: You squat well.',
  ]);
  expect(agent.messages[3]).toMatchObject({
    toolCalls: [{ function: { name: 'search_memory', arguments: '{"query":"squat \\"PR\\""}' } }],
  });
  expect(result).toMatchObject({ stopReason: 'max_tokens', turnsUsed: 1 });
  expect([customs, runs]).toEqual([['start'], [{ threadId: 'thread', runId: 'run-1' }, []]]);
  const [turn] = server.turns.values();
  expect(turn?.body).toMatchObject({ turnId: expect.toSatisfy(isUuid), userResponse: 'Hi', confirm: true });
  expect(complaints).toEqual([]);
});

it.each(['text', 'thinking', 'snapshot', 'extras', 'takeover'] as const)(
  'reads “%s” to the last character',
  async (tape) => {
    await using server = await createTurnServer(playing(framesOf(TAPES[tape])));
    const { agent, text } = open(server.url);

    await agent.runAgent();

    expect(TAPES[tape].at(-1)).toMatchObject({ type: 'complete', aiResponse: text() });
    expect(complaints).toEqual([]);
  },
);

it('drops the messages before a reset', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.reset)));
  const earlier: Message[] = [
    { id: 'u0', role: 'user', content: 'Hello' },
    { id: 'a0', role: 'assistant', content: 'Hi, who are you?' },
    HELLO,
  ];
  const { agent, shape } = open(server.url, earlier);

  await agent.runAgent();

  expect(shape()).toEqual([
    'user: Hello',
    'assistant: Hi, who are you?',
    'user: Hi',
    'reasoning: ',
    'reasoning: A second thought.',
    'assistant: The right answer.',
  ]);
  expect(complaints).toEqual([]);
});

it('resumes an unfinished turn when it is run again, and replaces its partial messages', async () => {
  await using server = await createTurnServer(async function* ({ times }) {
    yield* framesOf(times === 1 ? [...TAPES.thinking.slice(0, -2), ...TAPES.unfinished.slice(1)] : TAPES.thinking);
  });
  const { agent, shape } = open(server.url);
  const errors: unknown[] = [];
  const onRunErrorEvent = ({ event }: { event: { code?: string } }) => void errors.push(event.code);

  await agent.runAgent({}, { onRunErrorEvent });
  expect(shape()).toContain('assistant: Hel');
  await agent.runAgent({}, { onRunErrorEvent });

  expect(errors).toEqual(['turn_in_progress']);
  expect(new Set(server.seen).size).toBe(1);
  expect(shape()).toEqual(['user: Hi', 'reasoning: Let me see.', 'assistant: Squat.']);
  expect(complaints).toEqual([]);
});

it('reports a failed turn, and sends the message as another turn when it has another id', async () => {
  await using server = await createTurnServer(async function* ({ body }) {
    yield* framesOf(body.turnId === again ? TAPES.thinking : TAPES.error);
  });
  const again = crypto.randomUUID();
  const { agent, text } = open(server.url);
  const heard: unknown[] = [];

  await agent.runAgent(
    {},
    {
      onCustomEvent: ({ event }) => void (event.name === 'error' && heard.push(event.value)),
      onRunErrorEvent: ({ event: { code, message } }) => void heard.push({ code, message }),
    },
  );
  await agent.runAgent({ forwardedProps: { turnId: again } });

  expect(heard).toMatchObject([
    { code: 'model_unavailable', retryable: true, retryAfterMs: 1_000 },
    { code: 'model_unavailable', message: 'The coach is busy. Please try again.' },
  ]);
  expect([server.seen[1], text()]).toEqual([`POST ${again}`, 'Squat.']);
});

it('ends as cancelled when the turn is stopped elsewhere, and keeps its text', async () => {
  await using server = await createTurnServer(playing(framesOf(TAPES.aborted)));
  const { agent, text } = open(server.url);
  const outcomes: string[] = [];

  await agent.runAgent({}, { onRunFinishedEvent: ({ outcome }) => void outcomes.push(outcome) });

  expect([outcomes, text()]).toEqual([['cancelled'], 'Hel']);
  expect(complaints).toEqual([]);
});

it('closes only the connection when it is aborted, while the turn continues', async () => {
  await using server = await createTurnServer(async function* ({ stopped }) {
    yield* framesOf(TAPES.text).slice(0, 2);
    await stopped;
  });
  const { agent, text } = open(server.url);

  const running = agent.runAgent();
  await vi.waitFor(() => expect(text()).toBe('Hel'));
  agent.abortRun();
  await running;

  expect(text()).toBe('Hel');
  expect(server.seen.filter((line) => line.startsWith('ABORT'))).toEqual([]);
});

it('fails with the status and the body of a refusal', async () => {
  await using server = await createTurnServer(async function* () {
    yield* framesOf([]);
    throw new CoachError('turn_in_progress', 'secret', { retryAfterMs: 1_000, details: { turnId: 'x' } });
  });
  const { agent } = open(server.url);

  const failure = (await agent.runAgent().catch((error: unknown) => error)) as { status: number; payload: string };

  expect(failure.status).toBe(409);
  expect(JSON.parse(failure.payload).error).toMatchObject({ code: 'turn_in_progress', retryable: true });
  expect(agent.messages).toEqual([HELLO]);
});
