import { median } from '../harness/measure.ts';
import { converse, loadFunction, take } from '../world/call-function.ts';

/** Turns of a warm function, one after another: from the request to the first word, without the model's time. */
const WARMING = 5;

const [bundle = '', file = ''] = process.argv.slice(2);
const { people, modelMs } = take(file);
const handler = await loadFunction(bundle);
const waits: number[] = [];
for (const [turn, person] of people.entries()) {
  const { askedAt, firstChunkAt } = await converse(handler, person, 'I would like to run a marathon.');
  if (turn >= WARMING) waits.push(firstChunkAt - askedAt - modelMs);
}
process.stdout.write(`${JSON.stringify({ firstWordMs: median(waits) })}\n`);
process.exit();
