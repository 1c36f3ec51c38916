import { MUTANTS } from './mutants.ts';
import { type Result, simulate, traceOf } from './simulate.ts';

/** What many schedules came to. */
export interface Campaign {
  readonly schedules: number;
  readonly turns: number;
  readonly completed: number;
  readonly modelCalls: number;
  /** The first few that broke a promise. */
  readonly failed: readonly Result[];
}

/** One trace can be read; ten say no more. */
const ENOUGH = 3;

/**
 * Runs schedules, one seed after another, until there are enough of them, or of failures, or time is up.
 *
 * @param isTimeUp - Asked before each schedule.
 */
export async function runSchedules(
  baseSeed: number,
  schedules: number,
  isTimeUp: (done: number) => boolean = () => false,
): Promise<Campaign> {
  const totals = { schedules: 0, turns: 0, completed: 0, modelCalls: 0 };
  const failed: Result[] = [];
  while (totals.schedules < schedules && failed.length < ENOUGH && !isTimeUp(totals.schedules)) {
    const result = await simulate(seedAt(baseSeed, totals.schedules));
    totals.schedules += 1;
    totals.turns += result.turns;
    totals.completed += result.completed;
    totals.modelCalls += result.modelCalls;
    if (result.violations.length > 0) failed.push(result);
  }
  return { ...totals, failed };
}

/** 32 bits, so that a failing seed can be typed. */
const seedAt = (baseSeed: number, place: number) => (baseSeed + place) >>> 0;

/** Failures with the trace of the first, for people. */
export async function reportOf({ failed }: Campaign): Promise<string> {
  const lines = failed.flatMap(({ seed, violations }) =>
    violations.slice(0, 1).map(({ promise, message, atMs }) => `seed ${seed}: ${promise} at ${atMs} ms: ${message}`),
  );
  const [first] = failed;
  return first ? [await traceOf(first.seed), '', ...lines].join('\n') : '';
}

export interface Bite {
  readonly name: string;
  readonly failing: number;
  /** The first schedule that failed; 0 for none. */
  readonly firstAt: number;
  readonly promises: readonly string[];
  readonly isHarmless: boolean;
}

/** How many of the first schedules notice that a guard is gone, mutant by mutant. */
export async function* biteOf(schedules: number, names?: readonly string[]): AsyncGenerator<Bite, void, undefined> {
  for (const mutant of MUTANTS) {
    if (names && !names.includes(mutant.name)) continue;
    let [failing, firstAt] = [0, 0];
    const promises = new Set<string>();
    for (let seed = 1; seed <= schedules; seed += 1) {
      const { violations } = await simulate(seed, { mutant });
      for (const { promise } of violations) promises.add(promise);
      if (violations.length === 0) continue;
      failing += 1;
      firstAt ||= seed;
    }
    const { name, isHarmless = false } = mutant;
    yield { name, failing, firstAt, promises: [...promises].sort(), isHarmless };
  }
}
