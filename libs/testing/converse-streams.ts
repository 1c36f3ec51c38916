import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';

/** Parts of ConverseStream's answer as the AWS SDK returns them. Text and thoughts come without a start event. */
const start: ConverseStreamOutput = { messageStart: { role: 'assistant' } };
const text = (contentBlockIndex: number, ...pieces: readonly string[]): ConverseStreamOutput[] => [
  ...pieces.map((piece) => ({ contentBlockDelta: { contentBlockIndex, delta: { text: piece } } })),
  { contentBlockStop: { contentBlockIndex } },
];
const thought = (
  contentBlockIndex: number,
  signature: string,
  ...pieces: readonly string[]
): ConverseStreamOutput[] => [
  ...pieces.map((piece) => ({
    contentBlockDelta: { contentBlockIndex, delta: { reasoningContent: { text: piece } } },
  })),
  { contentBlockDelta: { contentBlockIndex, delta: { reasoningContent: { signature } } } },
  { contentBlockStop: { contentBlockIndex } },
];
/** A tool call without its stop event. Add {@link closed} for a whole one. */
const call = (
  contentBlockIndex: number,
  toolUseId: string,
  name: string,
  ...pieces: readonly string[]
): ConverseStreamOutput[] => [
  { contentBlockStart: { contentBlockIndex, start: { toolUse: { toolUseId, name } } } },
  ...pieces.map((input) => ({ contentBlockDelta: { contentBlockIndex, delta: { toolUse: { input } } } })),
];
const closed = (contentBlockIndex: number): ConverseStreamOutput => ({ contentBlockStop: { contentBlockIndex } });
const end = (
  stopReason: 'end_turn' | 'tool_use' | 'max_tokens',
  [inputTokens, outputTokens]: readonly [number, number],
): ConverseStreamOutput[] => [
  { messageStop: { stopReason } },
  {
    metadata: {
      usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
      metrics: { latencyMs: 1_180 },
    },
  },
];

/** Answers without a published recording, written after the API reference. The recorded ones are in corpus/. */
export const CONVERSE_STREAMS = {
  text: [start, ...text(0, 'Hello', '! How', ' are you', '?'), ...end('end_turn', [14, 9])],
  /** One call whose JSON is split within keys, numbers and escapes. The first delta is empty, as in real streams. */
  toolInPieces: [
    start,
    ...text(0, "I'll", ' look at', ' your games.'),
    ...call(
      1,
      'tooluse_9xQhZk3pQ2mB',
      'get_recent_games',
      '',
      '{"li',
      'mit"',
      ': 1',
      '0, "play',
      'list": "2v2 \\',
      'u0041"}',
    ),
    closed(1),
    ...end('tool_use', [412, 71]),
  ],
  severalTools: [
    start,
    ...text(0, 'Both.'),
    ...call(1, 'tooluse_aaa', 'get_recent_games', '', '{"limit":', ' 5}'),
    closed(1),
    ...call(2, 'tooluse_bbb', 'get_rank_benchmarks', '', '{"rank"', ': "Gold I"}'),
    closed(2),
    ...call(3, 'tooluse_ccc', 'get_stats_by_mode'),
    closed(3),
    ...end('tool_use', [500, 120]),
  ],
  thoughtThenText: [
    start,
    ...thought(0, 'EqoBCkgIARAB', 'The player', ' asks for', ' advice.'),
    ...text(1, 'Save more ', 'boost.'),
    ...end('end_turn', [30, 40]),
  ],
  thoughtThenTool: [
    start,
    ...thought(0, 'EqoBCkgIARAC', 'I need', ' the games.'),
    ...call(1, 'tooluse_ddd', 'get_recent_games', '', '{"limit": 3}'),
    closed(1),
    ...end('tool_use', [600, 80]),
  ],
  thoughtBetweenTools: [
    start,
    ...thought(0, 'EqoBCkgIARAD', 'Now the', ' rank.'),
    ...call(1, 'tooluse_eee', 'get_rank_benchmarks', '', '{"rank": "Gold I"}'),
    closed(1),
    ...end('tool_use', [700, 60]),
  ],
  /** Cut in the middle of its second call, whose block is never closed. */
  cutInTool: [
    start,
    ...text(0, 'Let me see.'),
    ...call(1, 'tooluse_fff', 'get_recent_games', '', '{"limit": 3}'),
    closed(1),
    ...call(2, 'tooluse_ggg', 'get_rank_benchmarks', '', '{"rank": "Go'),
    ...end('max_tokens', [400, 4_096]),
  ],
  /** Cut before the first piece of the input, which differs from an empty input. */
  cutBeforeInput: [start, ...call(0, 'tooluse_hhh', 'get_recent_games'), ...end('max_tokens', [400, 4_096])],
} as const satisfies Record<string, readonly ConverseStreamOutput[]>;

export type ConverseStreamName = keyof typeof CONVERSE_STREAMS;
