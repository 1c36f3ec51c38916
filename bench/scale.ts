import { PRICES } from './counts/prices.ts';
import { median } from './harness/measure.ts';
import type { Results } from './harness/results.ts';

/** A typical turn: its input and output in tokens, and the pace of the model in seconds. */
const TURN = { inputTokens: 2_500, outputTokens: 400, firstTokenS: 1.2, tokensPerS: 50, maxTokens: 1_024 } as const;
const SECONDS = TURN.firstTokenS + TURN.outputTokens / TURN.tokensPerS;
const MEMORY_GB = 1;
const TURNS = 1_000;

/** Quotas from AWS's pages; most can be raised. */
const QUOTAS = {
  environmentsPer10S: 1_000,
  accountConcurrency: 1_000,
  tableUnitsPerS: 40_000,
  partitionWritesPerS: 1_000,
  dueShards: 16,
  /** Writes to the index `due` per turn: the turn and its hold enter the index, and both leave it. */
  dueWritesATurn: 4,
  /** Each output token of Claude counts as five against the quota. */
  burnDown: 5,
} as const;

/** Streams that share one environment of a Web Function, by default. */
const STREAMS_AN_ENVIRONMENT = 64;
/** Price of a vCPU and of a GB per hour in Fargate, on Arm. */
const FARGATE = { vCpuHour: 0.032_38, gbHour: 0.003_56 } as const;

/** The cost of a turn by its parts, and the limits of thousands of turns at once, computed from the measurements. */
export function scaleSection(results: Results): readonly string[] {
  const storage = results.get(20)?.runs['coach creator']?.[0];
  const streams = results.get(14)?.runs['ours'] ?? [];
  const cpuMs = (median(streams.flatMap(({ cpuMicros }) => cpuMicros ?? [])) * TURN.outputTokens) / 1_000;
  return [
    '## What a turn costs',
    costs(storage?.['writeUnits'] ?? 0, storage?.['readUnits'] ?? 0),
    '## 1,000 and 100,000 streams',
    streamsTable(storage?.['writeUnits'] ?? 0),
    WHAT_BREAKS,
    '## Function URL, Web Function or container',
    hosts(cpuMs),
  ];
}

function costs(writeUnits: number, readUnits: number): string {
  const model = TURN.inputTokens * PRICES.inputToken + TURN.outputTokens * PRICES.outputToken;
  const cached =
    TURN.inputTokens * 0.8 * PRICES.cachedInputToken +
    TURN.inputTokens * 0.2 * PRICES.inputToken +
    TURN.outputTokens * PRICES.outputToken;
  const parts: readonly (readonly [string, number])[] = [
    [`model, ${TURN.inputTokens} tokens in and ${TURN.outputTokens} out`, model],
    ['the same with four fifths of the input cached', cached],
    [
      `Lambda, ${SECONDS.toFixed(1)} s of ${MEMORY_GB} GB`,
      SECONDS * MEMORY_GB * PRICES.lambdaGbSecond + PRICES.lambdaRequest,
    ],
    [
      `DynamoDB, ${writeUnits} write and ${readUnits} read units`,
      writeUnits * PRICES.writeUnit + readUnits * PRICES.readUnit,
    ],
    ['API Gateway, on paths 2 and 3 only', PRICES.gatewayRequest],
  ];
  const rows = parts.map(([part, dollars]) => `| ${part} | ${(dollars * TURNS).toFixed(3)} |`);
  return [
    `List prices of us-east-1, in dollars for ${TURNS.toLocaleString('en')} turns of ${TURN.outputTokens} tokens. The claim, event log, heartbeats and settlement of a turn cost less than a hundredth of its tokens.`,
    ['| part | $ |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function streamsTable(writeUnits: number): string {
  const lines: readonly (readonly [string, (streams: number) => string])[] = [
    ['turns per second', (streams) => number(streams / SECONDS)],
    ['Lambda environments (an Event Function serves one stream)', number],
    [
      'seconds to scale up from zero, at 1,000 environments per function every 10 s',
      (streams) => number((streams / QUOTAS.environmentsPer10S) * 10),
    ],
    [
      'write units per second (the default limit of a table is 40,000)',
      (streams) => number((streams / SECONDS) * writeUnits),
    ],
    [
      'writes per second and shard of `due` (the limit of a partition is 1,000; there are 16 shards)',
      (streams) => number(((streams / SECONDS) * QUOTAS.dueWritesATurn) / QUOTAS.dueShards),
    ],
    [
      'Bedrock tokens per minute, as reserved at the start (input and `maxTokens`)',
      (streams) => number((streams / SECONDS) * 60 * (TURN.inputTokens + TURN.maxTokens)),
    ],
    [
      'Bedrock tokens per minute, as settled (output counts five times)',
      (streams) => number((streams / SECONDS) * 60 * (TURN.inputTokens + QUOTAS.burnDown * TURN.outputTokens)),
    ],
    [
      'model, Lambda and storage, in dollars per hour',
      (streams) => number((streams / SECONDS) * 3_600 * turnDollars(writeUnits)),
    ],
  ];
  const rows = lines.map(([what, of]) => `| ${what} | ${of(1_000)} | ${of(100_000)} |`);
  return ['| | 1,000 streams | 100,000 streams |', '| --- | --- | --- |', ...rows].join('\n');
}

const turnDollars = (writeUnits: number): number =>
  TURN.inputTokens * PRICES.inputToken +
  TURN.outputTokens * PRICES.outputToken +
  SECONDS * MEMORY_GB * PRICES.lambdaGbSecond +
  writeUnits * PRICES.writeUnit;

const WHAT_BREAKS = [
  '**The model’s quota is the first limit.** A thousand streams need more tokens per minute than an account gets by default. Request more, use an inference profile over several Regions (`COACH_MODEL_ID` is a setting), keep `maxTokens` low (all of it is reserved), and use caching: tokens read from the cache do not count at settlement.',
  '**Lambda’s concurrency is the second limit** (1,000 per account by default, shared by all functions). Each coach has its own function, so each scales up independently. 100,000 streams at once need a raised quota and a quarter of an hour to scale up from zero, or hosts that serve more than one stream each.',
  '**The table is the third limit.** People share no key except the shards of `due`, so partitions split as the number of people grows. At 100,000 streams the table’s default quota and `DUE_SHARDS` (keys.ts) must be raised. One person cannot create a hot partition: the limits are 50 messages per minute and one turn per session.',
  '**Other operations scale:** the claim is one transaction on the keys of one person, a list reads one page, and the sweeper reads only what is due (row 19).',
].join('\n\n');

function hosts(cpuMs: number): string {
  const eventFunction = TURNS * (SECONDS * MEMORY_GB * PRICES.lambdaGbSecond + PRICES.lambdaRequest);
  const vCpuSeconds = (TURNS * cpuMs) / 1_000;
  const hours = (TURNS * SECONDS) / STREAMS_AN_ENVIRONMENT / 3_600;
  const container = hours * (FARGATE.vCpuHour + 2 * FARGATE.gbHour);
  return [
    `A stream mostly waits: of its ${SECONDS.toFixed(1)} s it computes for ${cpuMs > 0 ? `${cpuMs.toFixed(0)} ms to send its events (row 14)` : 'a few hundredths'}. An Event Function behind a Function URL is billed by wall-clock time; a process that serves ${STREAMS_AN_ENVIRONMENT} streams pays for the same wait once.`,
    [
      '| host | $ for 1,000 turns, without the model | other costs |',
      '| --- | --- | --- |',
      `| Event Function, Function URL (ours) | ${eventFunction.toFixed(3)} | no cost without traffic; a crash ends one stream; cold starts (rows 11 and 12) |`,
      `| Web Function, ${STREAMS_AN_ENVIRONMENT} streams per environment | ${vCpuSeconds > 0 ? `${number(vCpuSeconds)} vCPU seconds and ${number(hours * 3_600 * 2)} GB seconds` : 'CPU seconds and memory'}; the prices are new, look them up | a crash ends ${STREAMS_AN_ENVIRONMENT} streams; Node 24 on Arm only, HTTP/1.1, no custom domain, no CORS management, few Regions |`,
      `| container (Fargate, 1 vCPU, 2 GB, full) | ${container.toFixed(3)} | also billed without traffic; we must deploy, scale and drain connections ourselves |`,
    ].join('\n'),
    'The engine depends on none of these hosts: a turn is a generator of events, and `serveStream` is the only adapter that knows Lambda. While the model costs a hundred times more than the host, the best host is the one whose crash ends the fewest streams. From a constant load of a few hundred streams on, a Web Function is better.',
  ].join('\n\n');
}

const number = (value: number): string =>
  value >= 1e6 ? `${(value / 1e6).toFixed(1)} million` : Math.round(value).toLocaleString('en');
