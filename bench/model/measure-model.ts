import { readFileSync } from 'node:fs';
import { setDefaultCACertificates } from 'node:tls';

/** One model call, as what a client would be sent of it, piece by piece. @param modelId - How many deltas it speaks. */
export type Ask = (modelId: string) => AsyncIterable<string>;

/** Where the model is, from the command line: endpoint, whom to trust, and how much to do. */
export function given(): { readonly endpoint: string; readonly count: number } {
  const [what, endpoint = '', certificateFile = '', count] = process.argv.slice(2);
  if (what === undefined) throw new Error('what is to be measured?');
  setDefaultCACertificates([readFileSync(certificateFile, 'utf8')]);
  return { endpoint, count: Number(count) };
}

const WARMING = 20;
const WARMING_DELTAS = '300';

/** Measures what the command line says, and says what it found. */
export async function measureModel(ask: Ask, count: number): Promise<never> {
  const figures = process.argv[2] === 'first-delta' ? await firstDelta(ask, count) : await deltas(ask, count);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit();
}

/** From the call to its first delta, in milliseconds; a connection that is new belongs to it. */
async function firstDelta(ask: Ask, calls: number) {
  const waits: number[] = [];
  for (let call = 0; call < WARMING + calls; call += 1) {
    const askedAt = performance.now();
    let firstAt = Number.NaN;
    for await (const piece of ask('1'))
      if (Number.isNaN(firstAt) && piece.includes('word')) firstAt = performance.now();
    if (call >= WARMING) waits.push(firstAt - askedAt);
  }
  return { firstDeltaMs: waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] };
}

/** CPU of a delta on its way from the model's connection to a string for the client, in microseconds. */
async function deltas(ask: Ask, count: number) {
  let pieces = 0;
  for await (const _ of ask(WARMING_DELTAS)) pieces += 1;
  const before = process.cpuUsage();
  pieces = 0;
  for await (const piece of ask(String(count))) if (piece.includes('word')) pieces += 1;
  const { user, system } = process.cpuUsage(before);
  if (pieces !== count) throw new Error(`${pieces} deltas instead of ${count}`);
  return { deltaUs: (user + system) / count };
}
