import { readFileSync } from 'node:fs';
import { setDefaultCACertificates } from 'node:tls';

/** Calls the model and yields what a client would receive. @param modelId - The number of deltas that it generates. */
export type Ask = (modelId: string) => AsyncIterable<string>;

/** Reads the command line: the model's endpoint, its certificate and the number of calls or deltas. */
export function given(): { readonly endpoint: string; readonly count: number } {
  const [what, endpoint = '', certificateFile = '', count] = process.argv.slice(2);
  if (what === undefined) throw new Error('the command line does not name a measurement');
  setDefaultCACertificates([readFileSync(certificateFile, 'utf8')]);
  return { endpoint, count: Number(count) };
}

const WARMING = 20;
const WARMING_DELTAS = '300';

/** Runs the measurement that the command line names, and prints its figures. */
export async function measureModel(ask: Ask, count: number): Promise<never> {
  const figures = process.argv[2] === 'first-delta' ? await firstDelta(ask, count) : await deltas(ask, count);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit();
}

/** Median time from a call to its first delta, in milliseconds, including a new connection if the call opens one. */
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

/** CPU per delta from the model's connection to a string for the client, in microseconds. */
async function deltas(ask: Ask, count: number) {
  let pieces = 0;
  for await (const _ of ask(WARMING_DELTAS)) pieces += 1;
  const before = process.cpuUsage();
  pieces = 0;
  for await (const piece of ask(String(count))) if (piece.includes('word')) pieces += 1;
  const { user, system } = process.cpuUsage(before);
  if (pieces !== count) throw new Error(`received ${pieces} deltas instead of ${count}`);
  return { deltaUs: (user + system) / count };
}
