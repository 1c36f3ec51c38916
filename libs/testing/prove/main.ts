import { startLocalStack } from '#infra/local/stack';
import { print, Refusal, readOptions, runCommand } from '#infra/operator-command';
import { aborts } from './aborts.ts';
import { abortsKilled } from './aborts-killed.ts';
import { cuts } from './cuts.ts';
import { degraded } from './degraded.ts';
import { kills } from './kills.ts';
import { lineOf, missesOf, type Proof } from './proof.ts';
import { races } from './races.ts';

const PROOFS: readonly Proof[] = [kills, cuts, aborts, abortsKilled, ...races, ...degraded];

/** Maximum lines printed for a failed proof. */
const MAX_LINES = 20;
const QUICK_SHARE = 0.1;

process.env['TZ'] = 'UTC';
await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  });
  const chosen = PROOFS.filter(({ name }) => name.startsWith(values.only));
  if (chosen.length === 0) {
    const names = PROOFS.map(({ name }) => name).join(', ');
    throw new Refusal(`no proof's name starts with ${values.only}: --only is one of ${names}`);
  }
  let code = 0;
  for (const proof of chosen) {
    const isKept = await show(proof, Math.ceil(proof.size * (values.quick ? QUICK_SHARE : 1)));
    if (!isKept) code = 1;
  }
  return code;
}

/** @returns whether the proof passed. */
async function show({ name, latency, run }: Proof, size: number): Promise<boolean> {
  const stack = await startLocalStack({ indexLagMs: 0, web: false, latency });
  try {
    const startedAt = performance.now();
    const finding = await run(stack, size);
    print(lineOf(name, finding, performance.now() - startedAt));
    const misses = missesOf(finding);
    for (const miss of misses.slice(0, MAX_LINES)) print(`  ${miss}`);
    if (misses.length > MAX_LINES) print(`  and ${misses.length - MAX_LINES} more`);
    return misses.length === 0;
  } finally {
    await stack.close();
  }
}
