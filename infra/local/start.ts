import { resolve } from 'node:path';
import { DEMO_ACCOUNTS } from './identity/people.ts';
import { BadOption, parseOptions, type StartOptions, USAGE } from './options.ts';
import { localSettings } from './settings.ts';
import { type LocalStack, startLocalStack } from './stack.ts';
import { watchParents } from './watch-parents.ts';

/** Errors that the developer can fix. Only their message is printed, without a stack trace. */
const PLAIN = new Set(['BadOption', 'BuildFailed', 'FolderInUse', 'NoEngine', 'OutdatedTable']);

/** Maximum time to stop before the process exits anyway. */
const STOP_WITHIN_MS = 10_000;

// Lambda's time zone.
process.env['TZ'] = 'UTC';

let stack: LocalStack | undefined;
let stopping = false;

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
process.on('unhandledRejection', (error) => console.error('local stack: unhandled rejection', error));
process.on('uncaughtException', (error) => {
  console.error('local stack: uncaught error, stopping', error);
  stop(1);
});
watchParents(() => stop(0));

await main();

async function main(): Promise<void> {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options === 'help') return print(USAGE.trimEnd());
    const settings = localSettings(process.env, options.model);
    stack = await startLocalStack({ ...options, settings, data: resolve(options.data), web: true, say: print });
    if (stopping) return await stack.close();
    announce(stack, options);
  } catch (error) {
    const plain = plainMessage(error);
    console.error(plain ?? error);
    process.exitCode = 1;
    stop(1);
  }
}

function announce({ origin, config, streamUrls }: LocalStack, { model }: StartOptions): void {
  const streams = Object.entries(streamUrls).filter(([, url]) => url);
  print(`
  web app   ${origin}
  API       ${config.apiUrl}
${streams.map(([coach, url]) => `  stream    ${url} (${coach})`).join('\n')}
  sign in   as ${DEMO_ACCOUNTS.free} or ${DEMO_ACCOUNTS.pro}, or as anybody: there are no passwords here
  model     ${model.kind === 'openai' ? model.url : model.kind}
`);
  print(`ready ${origin}`);
}

function plainMessage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    const { port } = error as Error & { port?: number };
    return `port ${port} is in use: stop what uses it, or choose another with --port`;
  }
  if (error instanceof BadOption) return `${error.message} (--help shows all options)`;
  return PLAIN.has(error.name) ? error.message : undefined;
}

/** Stops everything and exits. A second call exits at once. */
function stop(code: number): void {
  if (stopping) process.exit(code || 130);
  stopping = true;
  setTimeout(() => process.exit(code || 1), STOP_WITHIN_MS).unref();
  const closed = stack?.close() ?? Promise.resolve();
  closed.then(
    () => process.exit(code),
    () => process.exit(1),
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
