import { parseArgs } from 'node:util';
import { fillWithDemo } from './local/product/demo.ts';
import type { LocalStack } from './local/stack.ts';

/** `npm run demo -- [--port 4000]`: fills the local stack that `npm start` runs with demo data. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '4000' } } });
const origin = `http://127.0.0.1:${values.port}`;
const print = (line: string) => process.stdout.write(`${line}\n`);

const config = await fetch(`${origin}/config.json`).then(
  (response) => response.json() as Promise<LocalStack['config']>,
  () => undefined,
);
if (config) await fillWithDemo({ origin, config, streamUrls: config.streamUrls }, print);
else {
  print(`nothing answers on ${origin}: run npm start first, or name its --port`);
  process.exitCode = 1;
}
