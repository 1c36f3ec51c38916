import { converse, loadFunction, take } from '../world/call-function.ts';

/** Measures the first turn of a process: from process start to the first word, without the model's time. */
const [bundle = '', file = ''] = process.argv.slice(2);
const { people, modelMs } = take(file);
const [person] = people;
if (!person) throw new Error('the settings file contains no person');
const { firstChunkAt } = await converse(await loadFunction(bundle), person, 'I would like to run a marathon.');
process.stdout.write(`${JSON.stringify({ firstWordMs: firstChunkAt - modelMs })}\n`);
process.exit();
