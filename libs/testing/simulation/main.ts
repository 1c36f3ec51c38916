import { Refusal, readOptions, runCommand, wholeNumber } from '#infra/operator-command';
import { alive, type Bite, biteOf, reportOf, runSchedules, untouchedGuards } from './campaign.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { AS_SPECIFIED, BUILDING_SITE, IN_STEPS, SCENES, type Scene } from './scenes.ts';
import { traceOf } from './simulate.ts';

/** In this many schedules every condition of the product's writes is evaluated. */
const GUARDED = 60;

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (since: number) => ((performance.now() - since) / 1_000).toFixed(1);

await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    schedules: { type: 'string' },
    base: { type: 'string' },
    seed: { type: 'string' },
    scene: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  });
  const scene = sceneNamed(values.scene);
  const mutants = mutantsNamed(values.only);
  const schedules = values.schedules === undefined ? undefined : wholeNumber('--schedules', values.schedules);
  const base = values.base === undefined ? Date.now() % 2 ** 32 : wholeNumber('--base', values.base);
  if (values.seed !== undefined) {
    const seed = wholeNumber('--seed', values.seed);
    return showOne(seed, scene, values.only === '' ? undefined : mutants[0]);
  }
  return values.mutants ? showBites(schedules ?? 300, mutants) : runMany(schedules ?? 10_000, base, scene);
}

function sceneNamed(name: string | undefined): Scene | undefined {
  const scenes = [...SCENES, IN_STEPS, BUILDING_SITE, AS_SPECIFIED];
  const scene = scenes.find((each) => each.name === name);
  if (name === undefined || scene) return scene;
  throw new Refusal(`no scene is called ${name}: --scene is one of ${scenes.map((each) => each.name).join(', ')}`);
}

/** The mutants whose names have these words. */
function mutantsNamed(words: string): readonly Mutant[] {
  const mutants = MUTANTS.filter(({ name }) => name.includes(words));
  if (mutants.length === 0) throw new Refusal(`no mutant has the words ${words} in its name (see mutants.ts)`);
  return mutants;
}

async function showOne(seed: number, scene: Scene | undefined, mutant: Mutant | undefined): Promise<number> {
  say(await traceOf(seed, { scene: scene ?? mutant?.scene, mutant }));
  return 0;
}

async function runMany(schedules: number, baseSeed: number, scene: Scene | undefined): Promise<number> {
  say(`base seed ${baseSeed}`);
  const startedAt = performance.now();
  const onProgress = (done: number) => {
    if (done > 0 && done % 1_000 === 0) say(`${done} schedules, ${seconds(startedAt)} s`);
  };
  const campaign = await runSchedules(baseSeed, schedules, { onProgress, scene });
  const { turns, completed, modelCalls, failed, reached, charged } = campaign;
  say(`${campaign.schedules} schedules, ${turns} turns, ${completed} completed, in ${seconds(startedAt)} s`);
  say(`${(reached / charged).toFixed(3)} tokens reached the model for each one that was charged`);
  say(`${(modelCalls / Math.max(1, completed)).toFixed(2)} model calls for each answer`);
  say(`${failed.length} broke a promise`);
  if (failed.length === 0) return 0;
  say(await reportOf(campaign, scene));
  return 1;
}

async function showBites(schedules: number, mutants: readonly Mutant[]): Promise<number> {
  const bites: Bite[] = [];
  for (const mutant of mutants) {
    const bite = await biteOf(mutant, schedules);
    const { failing, firstAt, promises } = bite;
    bites.push(bite);
    const verdict =
      failing > 0
        ? `first at ${firstAt}, ${promises.join(' ')}`
        : (mutant.harmless ?? `with: ${mutant.pair ?? 'ALIVE'}`);
    const day = mutant.scene ? `, ${mutant.scene.name}` : '';
    say(`${`${mutant.name}${day}`.padEnd(76)} ${String(failing).padStart(4)} of ${schedules}   ${verdict}`);
  }
  const untouched = await untouchedGuards(GUARDED);
  if (untouched.length > 0) say(`not taken away by any mutant:\n  ${untouched.join('\n  ')}`);
  const living = alive(bites);
  say(living.length === 0 ? 'every mutant, or its pair, was caught' : `ALIVE: ${living.join(' · ')}`);
  return living.length > 0 ? 1 : 0;
}
