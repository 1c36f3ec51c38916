import { parseArgs } from 'node:util';
import { startLocalStack } from '#infra/local/stack';
import { aborts } from './aborts.ts';
import { abortsKilled } from './aborts-killed.ts';
import { cuts } from './cuts.ts';
import { degraded } from './degraded.ts';
import { kills } from './kills.ts';
import { lineOf, missesOf, type Proof } from './proof.ts';
import { races } from './races.ts';

const PROOFS: readonly Proof[] = [kills, cuts, aborts, abortsKilled, ...races, ...degraded];

const USAGE = `npm run prove -- [--quick] [--only <name>]

Tests the promises of a turn over HTTP, each on its own local stack, and prints one line for each.
  --quick         runs a tenth of the size
  --only <name>   runs only the proofs whose names start with <name>: ${PROOFS.map(({ name }) => name).join(', ')}
`;

/** Maximum lines printed for a failed proof. */
const MAX_LINES = 20;
const QUICK_SHARE = 0.1;

const print = (line: string) => process.stdout.write(`${line}\n`);

process.env['TZ'] = 'UTC';
await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  const chosen = PROOFS.filter(({ name }) => name.startsWith(values.only));
  if (values.help || chosen.length === 0) {
    process.exitCode = values.help ? 0 : 1;
    print(USAGE);
    return;
  }
  for (const proof of chosen) {
    const isKept = await show(proof, Math.ceil(proof.size * (values.quick ? QUICK_SHARE : 1)));
    if (!isKept) process.exitCode = 1;
  }
}

/** @returns whether the proof passed. */
async function show({ name, latency, run }: Proof, size: number): Promise<boolean> {
  const stack = await startLocalStack({ web: false, latency });
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
