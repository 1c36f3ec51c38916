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
  /** The last thing that the server said. */
  last: CoachEvent | undefined;
  /** What the client threw. */
  error: unknown;
  readonly startedAt: number;
  tookMs: number;
}

/** A conversation, over or under way. */
export interface Talk {
  readonly person: Person;
  readonly session: SessionRef;
  readonly turns: SpokenTurn[];
}

export interface TalkOptions {
  /** Instead of the network's own. */
  readonly fetch?: typeof fetch;
  /** Told of everything that the client says of a turn. */
  readonly onUpdate?: (update: TurnUpdate, turn: SpokenTurn, talk: Talk) => void;
  readonly onTurn?: (turn: SpokenTurn, talk: Talk) => void;
}

/** A session of the coach creator takes this many turns within every limit of the tier that people here have. */
const TURNS_EACH = 25;

/** As many people as sit at their browsers at the same time. */
const AT_ONCE = 40;

let people = 0;

/** Somebody whom no limit keeps from the turns of one talk. */
export async function somebody(stack: LocalStack, tier = 'studio'): Promise<Person> {
  people += 1;
  return createPerson(stack, `prover-${people}-${crypto.randomUUID().slice(0, 8)}`, tier);
}

/** Does all of them, so many at a time. */
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

/** Divides so many turns among people, evenly and at most so many for each. */
export function shareOut(turns: number, peopleAtOnce: number, mostEach: number): number[] {
  const each = Math.min(mostEach, Math.ceil(turns / peopleAtOnce));
  return Array.from({ length: Math.ceil(turns / each) }, (_, index) => Math.min(each, turns - index * each));
}

/** So many turns, a few dozen people at a time, each through the client package with the patience of a browser. */
export function talkAll(stack: LocalStack, turns: number, options: TalkOptions = {}): Promise<Talk[]> {
  return inParallel(shareOut(turns, AT_ONCE, TURNS_EACH), AT_ONCE, (length) => talk(stack, length, options));
}

/** One conversation, turn by turn; it breaks off at a turn that its client gave up. */
async function talk(stack: LocalStack, turns: number, options: TalkOptions): Promise<Talk> {
  const person = await somebody(stack);
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
  const kept = new Map<string, string>();
  return createCoachClient({
    config: stack.config,
    userId: person.userId,
    getToken: async (renew) => {
      if (renew) await person.renew();
      return person.headers().authorization.slice('Bearer '.length);
    },
    storage: {
      read: (key) => kept.get(key) ?? null,
      write: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    },
    ...(fetching && { fetch: fetching }),
  });
}
