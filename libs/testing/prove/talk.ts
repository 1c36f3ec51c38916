import type { SessionRef } from '#client/coach-descriptor';
import { coachCreator } from '#client/coaches/coach-creator';
import { createCoachClient } from '#client/create-coach-client';
import type { TurnUpdate } from '#client/updates';
import type { CoachEvent } from '#contract/events';
import { createPerson, type Person } from '#infra/local/product/person';
import type { LocalStack } from '#infra/local/stack';

/** A turn as its client saw it. */
export interface SpokenTurn {
  readonly turnId: string;
  readonly text: string;
  /** The last event that the client received. */
  last: CoachEvent | undefined;
  /** The error that the client threw. */
  error: unknown;
  readonly startedAt: number;
  tookMs: number;
}

/** A conversation, finished or in progress. */
export interface Talk {
  readonly person: Person;
  readonly session: SessionRef;
  readonly turns: SpokenTurn[];
}

export interface TalkOptions {
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Called with every update that the client yields for a turn. */
  readonly onUpdate?: (update: TurnUpdate, turn: SpokenTurn, talk: Talk) => void;
  readonly onTurn?: (turn: SpokenTurn, talk: Talk) => void;
}

/** Turns of one session that stay below every limit of the prover's tier. */
const TURNS_EACH = 25;

/** Number of people who talk at the same time. */
const AT_ONCE = 40;

let people = 0;

/** Creates a person whose tier allows all turns of one talk. */
export async function createProver(stack: LocalStack, tier = 'studio'): Promise<Person> {
  people += 1;
  return createPerson(stack, `prover-${people}-${crypto.randomUUID().slice(0, 8)}`, tier);
}

/** Runs all jobs, `atOnce` at a time. */
export async function inParallel<Job, Result>(
  jobs: readonly Job[],
  atOnce: number,
  run: (job: Job, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < jobs.length; index = next++) {
      results[index] = await run(jobs[index] as Job, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, work));
  return results;
}

/** Divides `turns` evenly among people, at most `mostEach` for each. */
export function shareOut(turns: number, peopleAtOnce: number, mostEach: number): number[] {
  const each = Math.min(mostEach, Math.ceil(turns / peopleAtOnce));
  return Array.from({ length: Math.ceil(turns / each) }, (_, index) => Math.min(each, turns - index * each));
}

/** Runs `turns` turns, AT_ONCE people at a time, each through the client package with a browser's timeouts. */
export function talkAll(stack: LocalStack, turns: number, options: TalkOptions = {}): Promise<Talk[]> {
  return inParallel(shareOut(turns, AT_ONCE, TURNS_EACH), AT_ONCE, (length) => talk(stack, length, options));
}

/** Runs one conversation, turn by turn. It stops at the first turn that the client gives up. */
async function talk(stack: LocalStack, turns: number, options: TalkOptions): Promise<Talk> {
  const person = await createProver(stack);
  const session: SessionRef = { coach: coachCreator, sessionId: await person.createSession() };
  const client = clientOf(stack, person, options.fetch);
  const spoken: Talk = { person, session, turns: [] };
  for (let number = 1; number <= turns; number += 1) {
    const text = `Tell me more, ${number}, ${crypto.randomUUID()}`;
    const parentTurnId = spoken.turns.at(-1)?.turnId;
    const turn = client.turn({ ...session, message: { text }, parentTurnId });
    const record: SpokenTurn = {
      turnId: turn.turnId,
      text,
      last: undefined,
      error: undefined,
      startedAt: performance.now(),
      tookMs: 0,
    };
    spoken.turns.push(record);
    options.onTurn?.(record, spoken);
    try {
      for await (const update of turn) {
        if (update.type !== 'transport' && update.type !== 'clock') record.last = update;
        options.onUpdate?.(update, record, spoken);
      }
    } catch (error) {
      record.error = error;
    }
    record.tookMs = performance.now() - record.startedAt;
    if (record.error !== undefined) break;
  }
  return spoken;
}

function clientOf(stack: LocalStack, person: Person, fetching: typeof fetch | undefined) {
  const stored = new Map<string, string>();
  return createCoachClient({
    config: stack.config,
    userId: person.userId,
    getToken: async (renew) => {
      if (renew) await person.renew();
      return person.headers().authorization.slice('Bearer '.length);
    },
    storage: {
      read: (key) => stored.get(key) ?? null,
      write: (key, value) => void stored.set(key, value),
      remove: (key) => void stored.delete(key),
      keys: () => [...stored.keys()],
    },
    ...(fetching && { fetch: fetching }),
  });
}
