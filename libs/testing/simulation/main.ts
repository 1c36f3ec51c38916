import { parseArgs } from 'node:util';
import { alive, type Bite, biteOf, reportOf, runSchedules, untouchedGuards } from './campaign.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { AS_SPECIFIED, BUILDING_SITE, IN_STEPS, SCENES } from './scenes.ts';
import { traceOf } from './simulate.ts';

const USAGE = `npm run simulate -- [--schedules 10000] [--base N]   runs schedules with new seeds
npm run simulate -- --seed N [--only words]           runs one, as the mutant of that name, and prints its trace
                    --scene 'as specified'            for both: all on the same kind of day (see scenes.ts)
npm run simulate -- --mutants [--schedules 300] [--only words]
                                                      takes guards away, and shows which schedules notice
`;

/** In this many schedules every condition of the product's writes is evaluated. */
const GUARDED = 60;

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (since: number) => ((performance.now() - since) / 1_000).toFixed(1);

const { values } = parseArgs({
  options: {
    schedules: { type: 'string' },
    base: { type: 'string' },
    seed: { type: 'string' },
    scene: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

const scene = [...SCENES, IN_STEPS, BUILDING_SITE, AS_SPECIFIED].find(({ name }) => name === values.scene);
if (values.scene !== undefined && !scene) throw new Error(`no scene is called ${values.scene}`);

if (values.help) say(USAGE);
else if (values.seed !== undefined) await showOne(Number(values.seed), mutantNamed(values.only));
else if (values.mutants) await showBites(Number(values.schedules ?? 300), values.only);
else await runMany(Number(values.schedules ?? 10_000), Number(values.base ?? Date.now() % 2 ** 32));

/** The first mutant whose name contains these words; none for no words. */
function mutantNamed(words: string) {
  return words === '' ? undefined : MUTANTS.find(({ name }) => name.includes(words));
}

async function showOne(seed: number, mutant: Mutant | undefined): Promise<void> {
  say(await traceOf(seed, { scene: scene ?? mutant?.scene, mutant }));
}

async function runMany(schedules: number, baseSeed: number): Promise<void> {
  say(`base seed ${baseSeed}`);
  const startedAt = performance.now();
  const isTimeUp = (done: number) => {
    if (done > 0 && done % 1_000 === 0) say(`${done} schedules, ${seconds(startedAt)} s`);
    return false;
  };
  const campaign = await runSchedules(baseSeed, schedules, { isTimeUp, scene });
  const { turns, completed, modelCalls, failed, reached, charged } = campaign;
  say(`${campaign.schedules} schedules, ${turns} turns, ${completed} completed, in ${seconds(startedAt)} s`);
  say(`${(reached / charged).toFixed(3)} tokens reached the model for each one that was charged`);
  say(`${(modelCalls / Math.max(1, completed)).toFixed(2)} model calls for each answer`);
  say(`${failed.length} broke a promise`);
  if (failed.length === 0) return;
  say(await reportOf(campaign, scene));
  process.exitCode = 1;
}

async function showBites(schedules: number, only: string): Promise<void> {
  const bites: Bite[] = [];
  for (const mutant of MUTANTS.filter(({ name }) => name.includes(only))) {
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
  if (living.length > 0) process.exitCode = 1;
}
