import { loadFunction, take } from '../world/call-function.ts';

/** CPU of a process that does nothing but load a function. */
const [bundle = '', file = ''] = process.argv.slice(2);
take(file);
await loadFunction(bundle);
const { user, system } = process.cpuUsage();
process.stdout.write(`${JSON.stringify({ cpuMs: (user + system) / 1_000 })}\n`);
process.exit();
