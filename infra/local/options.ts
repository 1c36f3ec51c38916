import { parseArgs } from 'node:util';
import { usageOf } from '../operator-command.ts';

/** Where answers come from. */
export type ModelChoice =
  | { readonly kind: 'simulated' }
  /** Amazon's, with the AWS credentials at hand. */
  | { readonly kind: 'bedrock' }
  /** Any server that speaks OpenAI's chat completions. */
  | { readonly kind: 'openai'; readonly url: string };

export interface Latency {
  readonly firstMs: number;
  readonly tokenMs: number;
}

export interface StartOptions {
  readonly port: number;
  readonly data: string;
  readonly model: ModelChoice;
  readonly reset: boolean;
  readonly seed: number;
  readonly latency: Latency | undefined;
  /** Endpoint of a DynamoDB that runs already. */
  readonly dynamodb: string | undefined;
  /** Longest delay after which an index shows a write, in milliseconds; 0 for none. */
  readonly indexLagMs: number;
  readonly verbose: boolean;
}

export const USAGE = usageOf(new URL('./start.ts', import.meta.url).href);

/** The command line cannot be understood; the message says why. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

/**
 * @returns `help` when that is what was asked for.
 * @throws {BadOption}
 */
export function parseOptions(args: readonly string[]): StartOptions | 'help' {
  const values = readArgs(args);
  if (values.help) return 'help';
  return {
    port: integer('--port', values.port ?? '4000', 65_535),
    data: values.data ?? '.coachstream',
    model: modelChoice(values.model ?? 'simulated'),
    reset: values.reset ?? false,
    seed: integer('--seed', values.seed ?? '1', Number.MAX_SAFE_INTEGER),
    latency: values.latency === undefined ? undefined : latencyOf(values.latency),
    dynamodb: values.dynamodb === undefined ? undefined : urlOf('--dynamodb', values.dynamodb),
    indexLagMs: integer('--index-lag', values['index-lag'] ?? '0', 60_000),
    verbose: values.verbose ?? false,
  };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        model: { type: 'string' },
        reset: { type: 'boolean' },
        seed: { type: 'string' },
        latency: { type: 'string' },
        dynamodb: { type: 'string' },
        'index-lag': { type: 'string' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new BadOption((error as Error).message.split(/\.\s/)[0], { cause: error });
  }
}

function integer(option: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) throw new BadOption(`${option} is a number from 0 to ${max}, not ${text}`);
  return value;
}

function urlOf(option: string, text: string): string {
  if (!/^https?:\/\/./.test(text) || !URL.canParse(text)) throw new BadOption(`${option} is a URL, not ${text}`);
  return text;
}

function modelChoice(text: string): ModelChoice {
  if (text === 'simulated' || text === 'bedrock') return { kind: text };
  if (text.startsWith('openai:'))
    return { kind: 'openai', url: urlOf('--model openai:', text.slice('openai:'.length)) };
  throw new BadOption(`--model is simulated, bedrock or openai:<url>, not ${text}`);
}

function latencyOf(text: string): Latency {
  const [, first, token] = /^first=(\d+),token=(\d+)$/.exec(text) ?? [];
  if (first === undefined || token === undefined)
    throw new BadOption(`--latency is first=<ms>,token=<ms>, not ${text}`);
  return { firstMs: Number(first), tokenMs: Number(token) };
}
