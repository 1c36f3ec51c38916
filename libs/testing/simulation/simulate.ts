import { END_CHECKS, servedAreOver } from './end-checks.ts';
import { createLedger } from './ledger-checks.ts';
import { nextDay } from './next-day.ts';
import { converse } from './people.ts';
import { replayAll, sweepAgain } from './replays.ts';
import { settleIn } from './settle-in.ts';
import { countAt, itemsOf } from './stored.ts';
import { secondsOf, wordsOfPromise } from './trace-words.ts';
import { keepUp } from './upkeep.ts';
import { createWorld, type Violation, type World, type WorldOptions } from './world.ts';
import { watchWrites } from './write-checks.ts';

export interface Result {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly turns: number;
  readonly completed: number;
  readonly modelCalls: number;
  /** Tokens that reached the model for users, and tokens that they were charged. */
  readonly reached: number;
  readonly charged: number;
  readonly writes: number;
}

/** In milliseconds: when faults stop, when turns with a waiting client must be over, and when every turn must be. */
const FAULTS_MS = 90_000;
const SERVED_MS = FAULTS_MS + 180_000;
const QUIET_MS = FAULTS_MS + 20 * 60_000;

/**
 * Runs one schedule: users and faults, then a quiet time. The same seed gives the same schedule. Ends at the first
 * broken promise.
 */
export async function simulate(seed: number, options: WorldOptions = {}): Promise<Result> {
  await aBreath();
  const world = createWorld(seed, options);
  watchWrites(world, createLedger(world));
  const conversations = await settleIn(world);
  keepUp(QUIET_MS, world);
  world.time.after(FAULTS_MS, () => {
    world.faults.stop();
    world.note('---', 'no more faults');
  });
  world.time.after(SERVED_MS, () => servedAreOver(world));
  let isQuiet = false;
  world.time.after(QUIET_MS, () => {
    isQuiet = true;
  });
  void converse(conversations, world).catch((error: Error) => world.violate('simulation', String(error.stack)));
  await world.time.run(() => isQuiet || isBroken(world));
  if (!isBroken(world)) for (const check of END_CHECKS) check(world);
  for (const phase of [sweepAgain, replayAll, nextDay]) if (!isBroken(world)) await finish(phase, world);
  const { turns, completed, modelCalls, writes } = world.counts;
  const charged = chargedIn(world);
  return {
    seed,
    violations: world.violations,
    turns,
    completed,
    modelCalls,
    writes,
    charged,
    reached: world.reached.tokens,
  };
}

/** What the users were charged, except for what they had spent before. */
const chargedIn = (world: World): number =>
  itemsOf(world, 'RES#')
    .filter(({ turnId }) => turnId !== 'before')
    .reduce((sum, item) => sum + countAt(item, 'amount'), 0);

/** Lets Node do other work between two schedules, because virtual time never does. */
const aBreath = () => new Promise<void>((resolve) => setImmediate(resolve));

const isBroken = ({ violations }: World) => violations.length > 0;

async function finish(phase: (world: World) => Promise<void>, world: World): Promise<void> {
  let isDone = false;
  void phase(world)
    .catch((error: Error) => world.violate('simulation', String(error.stack)))
    .then(() => {
      isDone = true;
    });
  await world.time.run(() => isDone || isBroken(world));
  if (!isDone && !isBroken(world)) world.violate('P5', `${phase.name} never ended`);
}

/** The trace of a seed, its broken promise, and the lines that concern the same turn once more. */
export async function traceOf(seed: number, options: WorldOptions = {}): Promise<string> {
  const lines: string[] = [];
  const { violations } = await simulate(seed, { ...options, trace: (line) => lines.push(line) });
  const [first] = violations;
  if (!first) return lines.join('\n');
  const turn = /turn \d+/.exec(first.message)?.[0] ?? /turn \d+/.exec(lines.at(-1) ?? '')?.[0];
  const story = lines.filter((line) => turn !== undefined && new RegExp(`${turn}(?!\\d)`).test(line));
  const alone = turn === undefined ? [] : ['', `${turn} alone:`, ...story];
  return [...lines, ...alone, '', ...violations.map((violation) => wordsOfViolation(seed, violation))].join('\n');
}

/** Describes which promise was broken, when, by which write, and how. */
export const wordsOfViolation = (seed: number, { promise, message, atMs, by }: Violation): string =>
  [
    `seed ${seed} breaks ${promise} at ${secondsOf(atMs)}: ${wordsOfPromise(promise)}`,
    `  ${message}`,
    `  the last deed was ${by}`,
  ].join('\n');
