import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PreflightAnswer } from '#contract/game-chat-requests';
import { conflicted, lostResponse } from '#testing/memory-dynamo/errors';
import { createExternalLoopWorld, said, used } from '#testing/simulation/external-loop-world';
import { HELLO, turnId } from '#testing/simulation/turn-world';

const MINUTE = 60_000;
const RUNS = 500;

/** An end of a hold. `which` selects the hold. Several ends happen concurrently or in sequence. */
const end = fc.record({
  which: fc.nat(7),
  how: fc.constantFrom('record', 'abort', 'abort partial' as const),
  input: fc.nat(900),
  output: fc.nat(300),
});
type End = typeof end extends fc.Arbitrary<infer Value> ? Value : never;

const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('preflight' as const), session: fc.option(fc.nat(3)) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('end' as const), ends: fc.array(end, { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 10, 21) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep' as const), beside: fc.option(end) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('turn' as const), session: fc.option(fc.nat(3)), beside: fc.option(end) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      how: fc.constantFrom('conflict' as const, 'lost answer' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('next month' as const) }) },
);

type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;
type World = Awaited<ReturnType<typeof createExternalLoopWorld>>;
type Open = Pick<PreflightAnswer, 'sessionId' | 'reservationId' | 'turnId'> & { readonly month: number };

interface Reservation {
  readonly state: string;
  readonly amount: number;
  readonly inputTokens: number;
  readonly source: string;
}

const reservationOf = (world: World, { turnId: id }: Open): Reservation =>
  world.items('RES#').find((row) => row['turnId'] === id) as unknown as Reservation;

/**
 * Any of concurrent ends may be first. Nothing changes a report. A report replaces every other end, also one of the same
 * moment, and a partial answer settles every hold that was neither released nor settled.
 */
function expectEnded(before: Reservation, after: Reservation, ends: readonly End[]): void {
  const records = ends.filter(({ how }) => how === 'record').map(({ input, output }) => input + output);
  if (before.source === 'report' || (before.state === 'settled' && records.length === 0)) {
    expect(after).toEqual(before);
    return;
  }
  if (records.length > 0) {
    const replacing = records.map((charge) => Math.max(charge, before.inputTokens));
    expect(after).toMatchObject({ state: 'settled', source: 'report' });
    expect(before.state === 'settled' ? replacing : [...records, ...replacing]).toContain(after.amount);
    return;
  }
  expect(after.source).toBe('estimate');
  const mayBePart = before.state !== 'released' && ends.some(({ how }) => how === 'abort partial');
  if (after.state === 'settled') {
    expect(mayBePart).toBe(true);
    expect(after.amount).toBe(before.inputTokens + 1);
    return;
  }
  expect(['released', 'expired']).toContain(after.state);
  expect(after.amount).toBe(0);
}

/** Collects budgets that differ from the sum of their reservations after a write. Must stay empty. */
function watchBalance(world: World): readonly unknown[] {
  const faults: unknown[] = [];
  world.dynamo.hooks.onWrite = () => {
    for (const { kept, due } of world.ledger()) {
      if (JSON.stringify(kept) !== JSON.stringify(due)) faults.push({ kept, due });
    }
  };
  return faults;
}

/** Another report was first. */
const onlyMismatch = (error: { readonly code?: string }) => expect(error.code).toBe('turn_mismatch');

/** Makes the next transaction fail before it is applied, or loses its response. */
function goWrong({ dynamo: { hooks } }: World, how: 'conflict' | 'lost answer'): void {
  const place = how === 'conflict' ? 'beforeApply' : 'afterApply';
  hooks[place] = (request) => {
    if (!(request instanceof TransactWriteCommand)) return;
    delete hooks[place];
    throw how === 'conflict' ? conflicted(request.input.TransactItems?.length ?? 0) : lostResponse();
  };
}

/** @returns the successful holds. */
async function play(world: World, commands: readonly Command[]): Promise<readonly Open[]> {
  const open: Open[] = [];
  let month = 0;
  let turns = 0;
  const sessionAt = (place: number | null) =>
    place === null ? undefined : open[place % (open.length || 1)]?.sessionId;
  /** Advances time for retries. */
  const inTime = async <T>(doing: Promise<T>): Promise<T> => {
    doing.catch(() => {});
    await world.clock.advance(5_000);
    return doing;
  };

  async function finish(ends: readonly End[]): Promise<void> {
    const chosen = ends.flatMap((one) => {
      const hold = open[one.which % (open.length || 1)];
      return hold && month - hold.month <= 1 ? [{ ...one, hold }] : [];
    });
    const holds = [...new Set(chosen.map(({ hold }) => hold))];
    const before = holds.map((hold) => reservationOf(world, hold));
    const doing = chosen.map(({ hold, how, input, output }) => {
      if (how === 'record') return world.record(hold, used(input, output)).catch(onlyMismatch);
      return world.abort(hold, how === 'abort' ? [] : said('How was I?', 'Goo'));
    });
    await inTime(Promise.all(doing));
    for (const [place, hold] of holds.entries()) {
      const own = chosen.filter((one) => one.hold === hold);
      expectEnded(before[place] as Reservation, reservationOf(world, hold), own);
    }
  }

  const does: { readonly [Name in Command['do']]: (step: Extract<Command, { do: Name }>) => unknown } = {
    preflight: async ({ session }) => {
      const answer = await inTime(world.preflight(sessionAt(session)).catch(() => undefined));
      if (answer) open.push({ ...answer, month });
    },
    end: ({ ends }) => finish(ends),
    wait: ({ minutes }) => world.clock.advance(minutes * MINUTE),
    sweep: ({ beside }) => Promise.all([inTime(world.sweep()), beside ? finish([beside]) : undefined]),
    turn: async ({ session, beside }) => {
      turns += 1;
      const reading = Array.fromAsync(world.turn(turnId(turns), sessionAt(session))).catch(() => []);
      await (beside ? finish([beside]) : undefined);
      await inTime(reading);
    },
    trouble: ({ how }) => goWrong(world, how),
    'next month': () => {
      month += 1;
      return world.clock.advance(31 * 24 * 60 * MINUTE);
    },
  };
  for (const step of commands) await does[step.do](step as never);
  return open;
}

it(`keeps spent and held equal to the sums of all reservations in ${RUNS} random runs`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 14 }), async (commands) => {
      const world = await createExternalLoopWorld('studio', [[{ waitMs: 1_000 }, ...HELLO]]);
      const faults = watchBalance(world);
      const open = await play(world, commands);
      for (const hold of open) {
        // Stored at most once: a record and a partial answer have two messages each.
        const messages = world.items('MSG#').filter((message) => message['turnId'] === hold.turnId);
        expect(messages).toHaveLength(reservationOf(world, hold).state === 'settled' ? 2 : 0);
      }
      for (const session of world.items('SESSION#')) {
        const messages = world.items('MSG#').filter(({ pk }) => String(pk).endsWith(String(session['sessionId'])));
        expect(Number(session['nextSeq']) - Number(session['skipped'] ?? 0)).toBe(messages.length);
      }
      // Without further calls, no hold remains in the end.
      await world.clock.advance(30 * MINUTE);
      delete world.dynamo.hooks.beforeApply;
      delete world.dynamo.hooks.afterApply;
      await world.sweep();
      for (const { kept } of world.ledger()) expect(kept.live).toBe(0);
      expect(faults).toEqual([]);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
});
