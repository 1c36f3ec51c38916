import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A failure that its message explains. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

interface OperatorCommand {
  /** For example `the sweep could not be started`. */
  readonly failure: string;
  /** How to use the local stack instead, for example `sweep the local stack with --local`. */
  readonly instead: string;
}

/** Runs a command. Every expected failure is one plain line and the exit code 1. */
export async function runCommand(
  main: (args: readonly string[]) => Promise<number>,
  command: OperatorCommand,
): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const line = lineOf(error as Error, command);
    if (line === undefined) throw error;
    console.error(line);
    process.exitCode = 1;
  }
}

/** What the AWS SDK reports about this machine or the account, in one line; nothing for a bug. */
function lineOf(error: Error, { failure, instead }: OperatorCommand): string | undefined {
  if (error instanceof Refusal) return error.message;
  if (error.message === 'Region is missing') return `no AWS Region: set AWS_REGION, or ${instead}`;
  if (error.name === 'CredentialsProviderError') {
    return `no AWS credentials: sign in or set AWS_PROFILE, or ${instead}`;
  }
  if (error.name === 'ResourceNotFoundException') return 'this stage is not deployed in this account and Region';
  return '$metadata' in error ? `${failure}: ${error.name}: ${error.message.split('\n')[0]}` : undefined;
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
