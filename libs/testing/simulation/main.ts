import { parseArgs } from 'node:util';
import { biteOf, reportOf, runSchedules } from './campaign.ts';
import { traceOf } from './simulate.ts';

const USAGE = `npm run simulate -- [--schedules 10000] [--base N]   runs schedules with new seeds
npm run simulate -- --seed N                          runs one, and prints its trace
npm run simulate -- --mutants [--schedules 300]       takes guards away, and shows which schedules notice
`;

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (since: number) => ((performance.now() - since) / 1_000).toFixed(1);

const { values } = parseArgs({
  options: {
    schedules: { type: 'string' },
    base: { type: 'string' },
    seed: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) say(USAGE);
else if (values.seed !== undefined) say(await traceOf(Number(values.seed)));
else if (values.mutants) await showBites(Number(values.schedules ?? 300));
else await runMany(Number(values.schedules ?? 10_000), Number(values.base ?? Date.now() % 2 ** 32));

async function runMany(schedules: number, baseSeed: number): Promise<void> {
  say(`base seed ${baseSeed}`);
  const startedAt = performance.now();
  const campaign = await runSchedules(baseSeed, schedules, (done) => {
    if (done > 0 && done % 1_000 === 0) say(`${done} schedules, ${seconds(startedAt)} s`);
    return false;
  });
  const { turns, completed, modelCalls, failed } = campaign;
  say(`${campaign.schedules} schedules, ${turns} turns, ${completed} completed, in ${seconds(startedAt)} s`);
  say(`${(modelCalls / Math.max(1, completed)).toFixed(2)} model calls for each answer`);
  say(`${failed.length} broke a promise`);
  if (failed.length === 0) return;
  say(await reportOf(campaign));
  process.exitCode = 1;
}

async function showBites(schedules: number): Promise<void> {
  for await (const { name, failing, firstAt, promises, isHarmless } of biteOf(schedules)) {
    const verdict = failing > 0 ? `first at ${firstAt}, ${promises.join(' ')}` : isHarmless ? 'redundant' : 'ALIVE';
    say(`${name.padEnd(66)} ${String(failing).padStart(4)} of ${schedules}   ${verdict}`);
    if (failing === 0 && !isHarmless) process.exitCode = 1;
  }
}
