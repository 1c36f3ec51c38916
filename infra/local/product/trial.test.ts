import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoachAccess } from '#contract/access-responses';
import type { CoachEvent } from '#contract/events';
import type { TurnStatus } from '#contract/turn-responses';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { controlOf } from './journeys/local-control.ts';
import { readEvents } from './person.ts';
import { openStoredState, type StoredState } from './stored-state.ts';
import { anIdea, aWish, createStreamer } from './streamer.ts';

let stack: LocalStack;
let stored: StoredState;

beforeAll(async () => {
  const latency = { firstMs: 0, tokenMs: 0 };
  stack = await startLocalStack({ web: false, hasSchedules: false, indexLagMs: 0, latency });
  stored = await openStoredState(stack);
});
afterAll(async () => {
  stored.close();
  await stack.close();
});

/** Longer than a test takes. */
const NEVER_MS = 600_000;
const MAX_TRIES = 10;

const TRIAL_USED = { refusal: { status: 403, code: 'trial_used' } };
const UNUSED = { trialAvailable: true, trialUsed: false };
const USED = { trialAvailable: false, trialUsed: true };

async function createVisitor() {
  const streamer = await createStreamer(stack, `visitor-${crypto.randomUUID()}`, 'free');
  const idea = anIdea(`a fox for ${streamer.userId}`);
  return { ...streamer, idea, access: () => streamer.get<CoachAccess>('/coach/access') };
}

type Visitor = Awaited<ReturnType<typeof createVisitor>>;

/** Starts a session, stops it as soon as there is an event of this type, and reads the stream to its end. */
async function stopAt(
  { api, headers, sessionPath, idea }: Visitor,
  type: CoachEvent['type'],
  steps: readonly object[],
) {
  await controlOf(stack).script(idea.description, ...steps);
  const request = { method: 'POST', headers: headers(), body: JSON.stringify(idea) };
  const events: CoachEvent[] = [];
  const response = await fetch(`${stack.streamUrls.promptCoach}/coach/start`, request);
  const ended = readEvents(response, ({ event }) => events.push(event));
  await expect.poll(() => events.map((event) => event.type), { interval: 10 }).toContain(type);
  const stop = await api('POST', `${sessionPath(idea.turnId)}/turns/${idea.turnId}/abort`);
  expect(stop.status).toBe(200);
  const { lastEventId } = (await stop.json()) as TurnStatus;
  await ended;
  return { types: events.map((event) => event.type), isByProducer: lastEventId.startsWith('1-') };
}

/** The same with a new person each time, until a producer ends its turn itself. A busy machine may leave it no time. */
async function stopInTime(type: CoachEvent['type'], steps: readonly object[]) {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const visitor = await createVisitor();
    const { types, isByProducer } = await stopAt(visitor, type, steps);
    if (isByProducer) return { visitor, types };
  }
  throw new Error('no producer ended its turn in time');
}

/** The trial is unused, the session goes on with it, and no other session has it then. */
async function expectUsable({ access, say, start, idea }: Visitor): Promise<void> {
  expect(await access()).toMatchObject(UNUSED);
  const { events, last } = await say(idea.turnId, aWish('with a hat'));
  expect(events.map(({ type }) => type)).toContain('trial_started');
  expect(last).toMatchObject({ type: 'complete', turnsUsed: 1 });
  expect(await access()).toMatchObject(USED);
  expect(await start(anIdea('another fox'))).toMatchObject(TRIAL_USED);
}

describe('the trial of a free person', () => {
  it('opens one session when 200 starts arrive at once', async () => {
    const visitor = await createVisitor();
    const starts = Array.from({ length: 200 }, (_, place) =>
      visitor.start(anIdea('a fox that laughs'), place % 2 === 0 ? 1 : 2),
    );
    const outcomes = await Promise.all(starts);
    const completed = outcomes.filter(({ last }) => last?.type === 'complete');
    const codes = new Set(outcomes.flatMap(({ refusal }) => refusal?.code ?? []));
    expect(completed).toHaveLength(1);
    for (const code of codes) expect(['trial_used', 'rate_limited']).toContain(code);
    const items = [...(await stored.items(visitor.userId)).keys()];
    expect(items.filter((name) => name.includes(' SESSION#'))).toHaveLength(1);
    expect(items.filter((name) => name.includes(' TURN#'))).toHaveLength(1);
    expect(await visitor.access()).toMatchObject(USED);
  });

  it('comes back when the model fails before any output, and its session can be used', async () => {
    const visitor = await createVisitor();
    await controlOf(stack).script(visitor.idea.description, { throw: 'validationException' });
    const { events, last } = await visitor.start(visitor.idea);
    expect(events.map(({ type }) => type)).toEqual(['start', 'trial_started', 'error']);
    expect(last?.type).toBe('error');
    await expectUsable(visitor);
  });

  it('comes back when the person stops before anything was shown, and its session can be used', async () => {
    const { visitor, types } = await stopInTime('trial_started', [{ text: 'Too late.', delayMs: NEVER_MS }]);
    expect(types).toEqual(['start', 'trial_started', 'aborted']);
    await expectUsable(visitor);
  });

  it('goes to another session when it has come back, and the first session is refused then', async () => {
    const visitor = await createVisitor();
    await controlOf(stack).script(visitor.idea.description, { throw: 'validationException' });
    await visitor.start(visitor.idea);
    expect((await visitor.start(anIdea('another fox'))).last?.type).toBe('complete');
    expect(await visitor.say(visitor.idea.turnId, aWish('with a hat'))).toMatchObject(TRIAL_USED);
  });

  it('is used up when the person stops after something was shown, and its session can be used', async () => {
    const steps = [{ text: 'Half.' }, { text: ' The rest.', delayMs: NEVER_MS }];
    const { visitor, types } = await stopInTime('chunk', steps);
    expect(types).toEqual(['start', 'trial_started', 'chunk', 'aborted']);
    expect(await visitor.access()).toMatchObject(USED);
    expect(await visitor.start(anIdea('another fox'))).toMatchObject(TRIAL_USED);
    const { last } = await visitor.say(visitor.idea.turnId, aWish('with a hat'));
    expect(last).toMatchObject({ type: 'complete', turnsUsed: 2 });
  });
});
