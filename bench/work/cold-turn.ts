import { converse, loadFunction, take } from '../world/call-function.ts';

/** The first turn of a process: from the process's beginning to the first word, without the model's own. */
const [bundle = '', file = ''] = process.argv.slice(2);
const { people, modelMs } = take(file);
const [person] = people;
if (!person) throw new Error('there is nobody who could ask');
const { firstChunkAt } = await converse(await loadFunction(bundle), person, 'I would like to run a marathon.');
process.stdout.write(`${JSON.stringify({ firstWordMs: firstChunkAt - modelMs })}\n`);
process.exit();
