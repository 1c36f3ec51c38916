import { loadFunction, take } from '../world/call-function.ts';

/** Measures the CPU of a process that only loads a function. */
const [bundle = '', file = ''] = process.argv.slice(2);
take(file);
await loadFunction(bundle);
const { user, system } = process.cpuUsage();
process.stdout.write(`${JSON.stringify({ cpuMs: (user + system) / 1_000 })}\n`);
process.exit();
