import { type Guard, guardsOf } from './edit-command.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import type { Scene } from './scenes.ts';
import { type Result, simulate, traceOf, wordsOfViolation } from './simulate.ts';

/** The totals of many schedules. */
export interface Campaign {
  readonly schedules: number;
  readonly turns: number;
  readonly completed: number;
  readonly modelCalls: number;
  /** Tokens that reached the model for users, and tokens that they were charged. */
  readonly reached: number;
  readonly charged: number;
  /** The first failed schedules. */
  readonly failed: readonly Result[];
}

export interface CampaignOptions {
  /** Called before each schedule. */
  readonly onProgress?: (done: number) => void;
  /** The scene of all schedules; a scene for each when absent. */
  readonly scene?: Scene | undefined;
}

/** More failed schedules say no more than three. */
const ENOUGH = 3;

/** Runs all schedules, one seed after another, however long they take, or until there are enough failures. */
export async function runSchedules(
  baseSeed: number,
  schedules: number,
  { onProgress, scene }: CampaignOptions = {},
): Promise<Campaign> {
  const totals = { schedules: 0, turns: 0, completed: 0, modelCalls: 0, reached: 0, charged: 0 };
  const failed: Result[] = [];
  while (totals.schedules < schedules && failed.length < ENOUGH) {
    onProgress?.(totals.schedules);
    const result = await simulate(seedAt(baseSeed, totals.schedules), { scene });
    totals.schedules += 1;
    totals.turns += result.turns;
    totals.completed += result.completed;
    totals.modelCalls += result.modelCalls;
    totals.reached += result.reached;
    totals.charged += result.charged;
    if (result.violations.length > 0) failed.push(result);
  }
  return { ...totals, failed };
}

/** 32 bits, so that a failing seed is short. */
const seedAt = (baseSeed: number, place: number) => (baseSeed + place) >>> 0;

/** The failures, with the trace of the first one. */
export async function reportOf({ failed }: Campaign, scene?: Scene): Promise<string> {
  const lines = failed.flatMap(({ seed, violations }) =>
    violations.slice(0, 1).map((violation) => wordsOfViolation(seed, violation)),
  );
  const [first] = failed;
  return first ? [await traceOf(first.seed, { scene }), '', ...lines].join('\n') : '';
}

export interface Bite {
  readonly mutant: Mutant;
  /** Schedules that broke the expected promise. */
  readonly failing: number;
  /** The number of the first one; 0 for none. */
  readonly firstAt: number;
  readonly promises: readonly string[];
}

/** Counts how many of the first schedules detect that a guard is missing. */
export async function biteOf(mutant: Mutant, schedules: number, isFirstEnough = false): Promise<Bite> {
  let [failing, firstAt] = [0, 0];
  const promises = new Set<string>();
  for (let seed = 1; seed <= schedules && !(isFirstEnough && failing > 0); seed += 1) {
    const { violations } = await simulate(seed, {
      mutant,
      scene: mutant.scene,
      prepares: mutant.prepares,
      previews: mutant.previews,
    });
    const broken = violations.map(({ promise }) => promise);
    for (const promise of broken) promises.add(promise);
    if (mutant.breaks ? !broken.includes(mutant.breaks) : broken.length === 0) continue;
    failing += 1;
    firstAt ||= seed;
  }
  return { mutant, failing, firstAt, promises: [...promises].sort() };
}

/** Mutants that no schedule detects, neither alone nor together with the guards that cover theirs. */
export function alive(bites: readonly Bite[]): readonly string[] {
  const caught = new Set(bites.filter(({ failing }) => failing > 0).map(({ mutant }) => mutant.name));
  const living = bites.filter(
    ({ mutant: { name, pair = name, harmless } }) => !harmless && !caught.has(name) && !caught.has(pair),
  );
  return living.map(({ mutant }) => mutant.name);
}

/** Guards that the first schedules evaluate and no mutant removes. */
export async function untouchedGuards(schedules: number): Promise<readonly string[]> {
  const named = ({ deed, on, says }: Guard) => `${deed} ${on} ${says}`;
  const met = new Set<string>();
  const collector: Mutant = {
    name: 'none',
    command: (command, deed) => {
      for (const guard of guardsOf(command, deed)) met.add(named(guard));
      return undefined;
    },
  };
  for (let seed = 1; seed <= schedules; seed += 1) await simulate(seed, { mutant: collector });
  const touched = new Set(MUTANTS.flatMap(({ guards = [] }) => guards.map(named)));
  return [...met].filter((name) => !touched.has(name)).sort();
}
