import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { accessFailure, namedFailure } from './aws-failures.ts';

/** A failure that its message explains. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

interface OperatorCommand {
  /** The `import.meta.url` of the command's script. Its usage is in the file `<script>.usage.txt` beside it. */
  readonly script: string;
  /** For a command that calls AWS, for example `the sweep could not be started`. */
  readonly failure?: string;
  /** How to use the local stack instead, for example `sweep the local stack with --local`. */
  readonly instead?: string;
}

/** What `--help` prints. It is a file of its own, so that `infra/run.mjs` prints it before anything is installed. */
export const usageOf = (script: string): string =>
  readFileSync(fileURLToPath(script).replace(/\.ts$/, '.usage.txt'), 'utf8');

/** Runs a command, or prints its usage. Every expected failure is one plain line and the exit code 1. */
export async function runCommand(
  main: (args: readonly string[]) => Promise<number>,
  command: OperatorCommand,
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return void process.stdout.write(usageOf(command.script));
  try {
    process.exitCode = await main(args);
  } catch (error) {
    const line = lineOf(error as Error, command);
    if (line === undefined) throw error;
    console.error(line);
    process.exitCode = 1;
  }
}

/** What the AWS SDK reports about this machine or the account, in one line; nothing for a bug. */
function lineOf(error: Error, { failure, instead = 'use the local stack' }: OperatorCommand): string | undefined {
  if (error instanceof Refusal) return error.message;
  if (failure === undefined) return undefined;
  if (error.message === 'Region is missing') return `no AWS Region: set AWS_REGION, or ${instead}`;
  const access = accessFailure(error);
  if (access !== undefined) return `${access}, or ${instead}`;
  if (error.name === 'ResourceNotFoundException') return 'this stage is not deployed in this account and Region';
  return '$metadata' in error ? `${failure}: ${namedFailure(error)}` : undefined;
}

export function print(text: string, code = 0): number {
  process.stdout.write(`${text}\n`);
  return code;
}

/** The values of `options` in `args`. */
export function readOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new Refusal(`${(cause as Error).message.split(/\.\s/)[0]} (--help shows all options)`, { cause });
  }
}

/** A whole number from 0 to `max` that an option has. */
export function wholeNumber(option: string, text: string, max = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Refusal(`${option} is a number from 0 to ${max}, not ${text} (--help shows all options)`);
}

/** Endpoints of a stack that runs on this machine. Nothing else answers with all of `names`. */
export async function localEndpoints<Name extends string>(
  port: string,
  ...names: readonly Name[]
): Promise<Readonly<Record<Name, string>>> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/local/endpoints`);
    const endpoints = (await response.json()) as Readonly<Record<Name, string>>;
    if (names.some((name) => typeof endpoints[name] !== 'string')) throw new Error('another answer');
    return endpoints;
  } catch (cause) {
    throw new Refusal(`no stack answers on port ${port}: run npm start first, or name its --port`, { cause });
  }
}

/** How clients reach the services of that stack. */
export const LOCAL_CLIENT = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;
