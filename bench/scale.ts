import { PRICES } from './counts/prices.ts';
import { median } from './harness/measure.ts';
import type { Results } from './harness/results.ts';

/** A turn as most are: what was asked and said of it in tokens, and how long the model takes, in seconds. */
const TURN = { inputTokens: 2_500, outputTokens: 400, firstTokenS: 1.2, tokensPerS: 50, maxTokens: 1_024 } as const;
const SECONDS = TURN.firstTokenS + TURN.outputTokens / TURN.tokensPerS;
const MEMORY_GB = 1;
const TURNS = 1_000;

/** Quotas as AWS's pages have them; most can be raised. */
const QUOTAS = {
  environmentsPer10S: 1_000,
  accountConcurrency: 1_000,
  tableUnitsPerS: 40_000,
  partitionWritesPerS: 1_000,
  dueShards: 16,
  /** Writes of the index `due` that a turn makes: it begins to wait with its hold, and both stop waiting. */
  dueWritesATurn: 4,
  /** Claude counts an output token five times against the quota. */
  burnDown: 5,
} as const;

/** Web Functions share an environment between so many streams, by default. */
const STREAMS_AN_ENVIRONMENT = 64;
/** A vCPU and a GB for an hour in Fargate, on Arm. */
const FARGATE = { vCpuHour: 0.032_38, gbHour: 0.003_56 } as const;

/** What a turn costs by its parts, and what thousands at once would meet: computed, from what was measured. */
export function scaleSection(results: Results): readonly string[] {
  const storage = results.get(20)?.runs['coach creator']?.[0];
  const streams = results.get(14)?.runs['ours'] ?? [];
  const cpuMs = (median(streams.flatMap(({ cpuMicros }) => cpuMicros ?? [])) * TURN.outputTokens) / 1_000;
  return [
    '## What a turn costs',
    costs(storage?.['writeUnits'] ?? 0, storage?.['readUnits'] ?? 0),
    '## A thousand streams, and a hundred thousand',
    streamsTable(storage?.['writeUnits'] ?? 0),
    WHAT_BREAKS,
    '## Function URLs, Web Functions, a container',
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
    ['the same, when four fifths of the input are cached', cached],
    [
      `Lambda, ${SECONDS.toFixed(1)} s of ${MEMORY_GB} GB`,
      SECONDS * MEMORY_GB * PRICES.lambdaGbSecond + PRICES.lambdaRequest,
    ],
    [
      `DynamoDB, ${writeUnits} write and ${readUnits} read units`,
      writeUnits * PRICES.writeUnit + readUnits * PRICES.readUnit,
    ],
    ['API Gateway, on paths 2 and 3 alone', PRICES.gatewayRequest],
  ];
  const rows = parts.map(([part, dollars]) => `| ${part} | ${(dollars * TURNS).toFixed(3)} |`);
  return [
    `List prices of us-east-1, in dollars for ${TURNS.toLocaleString('en')} turns of ${TURN.outputTokens} tokens. The promises of a turn (claim, log, heartbeats, settlement) cost less than a hundredth of its words.`,
    ['| part | $ |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function streamsTable(writeUnits: number): string {
  const lines: readonly (readonly [string, (streams: number) => string])[] = [
    ['turns a second', (streams) => number(streams / SECONDS)],
    ['Lambda environments (an Event Function serves one stream)', number],
    [
      'from none to so many, at 1,000 more every 10 s a function, in seconds',
      (streams) => number((streams / QUOTAS.environmentsPer10S) * 10),
    ],
    [
      'write units a second (a table takes 40,000 unless raised)',
      (streams) => number((streams / SECONDS) * writeUnits),
    ],
    [
      'writes a second of a shard of `due` (a partition takes 1,000; there are 16)',
      (streams) => number(((streams / SECONDS) * QUOTAS.dueWritesATurn) / QUOTAS.dueShards),
    ],
    [
      'Bedrock tokens a minute, as reserved at the start (input and `maxTokens`)',
      (streams) => number((streams / SECONDS) * 60 * (TURN.inputTokens + TURN.maxTokens)),
    ],
    [
      'Bedrock tokens a minute, as settled (output counts five times)',
      (streams) => number((streams / SECONDS) * 60 * (TURN.inputTokens + QUOTAS.burnDown * TURN.outputTokens)),
    ],
    [
      'model, Lambda and storage, in dollars an hour',
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
  '**What breaks first** is the model’s quota: a thousand streams want more tokens a minute than an account gets by default. Ask for more, use an inference profile over several Regions (`COACH_MODEL_ID` is a setting), keep `maxTokens` low (it is reserved whole), and let caching work: what is read from the cache does not count when it is settled.',
  '**Then Lambda’s concurrency** (1,000 in an account unless raised, shared by everything in it). A function of its own for each coach has a ramp of its own; 100,000 at once need a raised quota and a quarter of an hour from nothing, or hosts that carry more than one stream each.',
  '**Then the table.** No key is shared between people but the shards of `due`, so partitions split as people come; at 100,000 streams the table’s default quota has to be raised, and `DUE_SHARDS` (keys.ts) with it. A single person cannot get hot: 50 messages a minute at most, and one turn a session.',
  '**What does not break:** the claim is one transaction on keys of one person; a listing is a page; the sweeper reads what is due (row 19).',
].join('\n\n');

function hosts(cpuMs: number): string {
  const eventFunction = TURNS * (SECONDS * MEMORY_GB * PRICES.lambdaGbSecond + PRICES.lambdaRequest);
  const vCpuSeconds = (TURNS * cpuMs) / 1_000;
  const hours = (TURNS * SECONDS) / STREAMS_AN_ENVIRONMENT / 3_600;
  const container = hours * (FARGATE.vCpuHour + 2 * FARGATE.gbHour);
  return [
    `A stream waits: of its ${SECONDS.toFixed(1)} s it computes ${cpuMs > 0 ? `${cpuMs.toFixed(0)} ms to send its events (row 14)` : 'a few hundredths'}. An Event Function behind a Function URL is paid by the clock on the wall; who carries ${STREAMS_AN_ENVIRONMENT} streams in a process pays for the same wait once.`,
    [
      '| host | $ for 1,000 turns, without the model | what it costs besides |',
      '| --- | --- | --- |',
      `| Event Function, Function URL (ours) | ${eventFunction.toFixed(3)} | nothing when nobody is there; a crash takes one stream along; cold starts (rows 11 and 12) |`,
      `| Web Function, ${STREAMS_AN_ENVIRONMENT} streams an environment | ${vCpuSeconds > 0 ? `${number(vCpuSeconds)} vCPU seconds and ${number(hours * 3_600 * 2)} GB seconds` : 'CPU seconds and memory'}; prices to be looked up, they are weeks old | a crash takes ${STREAMS_AN_ENVIRONMENT} streams along; Node 24 on Arm only, HTTP/1.1, no own domain, no CORS management, few Regions |`,
      `| container (Fargate, 1 vCPU, 2 GB, full) | ${container.toFixed(3)} | paid also at night; deploys and scaling are ours; connections must be drained |`,
    ].join('\n'),
    'The engine knows none of them: a turn is a generator of events, and `serveStream` the one adapter that knows Lambda. While the model costs a hundred times more, the host that loses least when it dies is the right one; from a few hundred streams at all hours on, a Web Function is.',
  ].join('\n\n');
}

const number = (value: number): string =>
  value >= 1e6 ? `${(value / 1e6).toFixed(1)} million` : Math.round(value).toLocaleString('en');
