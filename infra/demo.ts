import { fillWithDemo } from './local/product/demo.ts';
import type { LocalStack } from './local/stack.ts';
import { print, Refusal, readOptions, runCommand, wholeNumber } from './operator-command.ts';

const MAX_PORT = 65_535;

/** Fills the local stack that `npm start` runs with demo data. */
await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const { port } = readOptions(args, { port: { type: 'string', default: '4000' } });
  const origin = `http://127.0.0.1:${wholeNumber('--port', port, MAX_PORT)}`;
  const config = await configOf(origin);
  if (!config) throw new Refusal(`nothing answers on ${origin}: run npm start first, or name its --port`);
  await fillWithDemo({ origin, config, streamUrls: config.streamUrls }, print);
  return 0;
}

/** Nothing when no stack answers there. */
async function configOf(origin: string): Promise<LocalStack['config'] | undefined> {
  try {
    return (await (await fetch(`${origin}/config.json`)).json()) as LocalStack['config'];
  } catch {
    return undefined;
  }
}
