import type { ModelTraits } from '#adapters/environment/settings';
import type { ModelRow } from './model-row.ts';

/** AWS's page of each model lists its profiles and its Regions. */
const card = (name: string) => `https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-${name}.html`;

/** Smallest cached prefix, in tokens, of the models on Bedrock; of 5.x it is the provider's own. */
const CACHE = 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html';
const CACHE_5 = 'https://platform.claude.com/docs/en/build-with-claude/prompt-caching';

/** Which model takes which `thinking`, and that 4.7 and newer refuse `budget_tokens`. */
const THINKING = 'https://platform.claude.com/docs/en/build-with-claude/thinking-troubleshooting';

/** Converse with a forced tool, tried on Sonnet 5, Fable 5 and Opus 4.8. */
const FORCED = 'https://github.com/langchain-ai/langchain-aws/pull/1141';

/** Ids and profiles as a third party lists them. Used where two lists agree. */
const PROFILES = 'https://github.com/langchain-ai/langchain-aws/blob/main/libs/aws/langchain_aws/data/_profiles.py';

/** Until 4.6: sampling, forced tools, and thinking with a budget. The 4.6 models call that deprecated and accept it. */
const before47 = (cacheMinTokens: number): ModelTraits => ({
  forcedTool: true,
  sampling: true,
  reasoning: 'budget',
  bindsThoughts: false,
  cacheMinTokens,
});

type Differing = Pick<ModelTraits, 'forcedTool' | 'cacheMinTokens'> & Partial<Pick<ModelTraits, 'bindsThoughts'>>;

/** 4.7 and newer refuse sampling and a thinking budget. */
const since47 = (
  reasoning: 'adaptive' | 'always',
  { forcedTool, cacheMinTokens, bindsThoughts = false }: Differing,
): ModelTraits => ({ forcedTool, sampling: false, reasoning, bindsThoughts, cacheMinTokens });

export const CLAUDE_MODELS: readonly ModelRow[] = [
  {
    id: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    traits: before47(4_096),
    profiles: ['us', 'eu', 'jp', 'au', 'global'],
    sources: [card('claude-haiku-4-5'), CACHE, THINKING, PROFILES],
  },
  {
    id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    traits: before47(1_024),
    profiles: ['us', 'eu', 'jp', 'au', 'global'],
    sources: [card('claude-sonnet-4-5'), CACHE, THINKING, PROFILES],
  },
  {
    id: 'anthropic.claude-opus-4-5-20251101-v1:0',
    traits: before47(4_096),
    profiles: ['us', 'eu', 'global'],
    sources: [card('claude-opus-4-5'), CACHE, THINKING, PROFILES],
  },
  {
    id: 'anthropic.claude-opus-4-6-v1',
    traits: before47(4_096),
    profiles: ['us', 'eu', 'au', 'global'],
    sources: [card('claude-opus-4-6'), CACHE, THINKING, PROFILES],
  },
  {
    // The provider says 1,024 for the cache, and a measurement says 2,048: anthropics/anthropic-sdk-python#1194.
    id: 'anthropic.claude-sonnet-4-6',
    traits: before47(2_048),
    profiles: ['us', 'eu', 'jp', 'au', 'global'],
    sources: [card('claude-sonnet-4-6'), CACHE, THINKING, PROFILES],
  },
  {
    // An `au` profile is in one of two lists only.
    id: 'anthropic.claude-opus-4-7',
    traits: since47('adaptive', { forcedTool: true, cacheMinTokens: 2_048 }),
    profiles: ['us', 'eu', 'jp', 'global'],
    sources: [card('claude-opus-4-7'), CACHE_5, THINKING, PROFILES],
  },
  {
    id: 'anthropic.claude-opus-4-8',
    traits: since47('adaptive', { forcedTool: true, cacheMinTokens: 1_024 }),
    profiles: ['us', 'eu', 'jp', 'au', 'global'],
    notFrom: ['eu-west-2'],
    sources: [card('claude-opus-4-8'), CACHE_5, FORCED, 'https://github.com/aws-samples/bedrock-chat/issues/1124'],
  },
  {
    // Lists disagree about `jp`.
    id: 'anthropic.claude-sonnet-5',
    traits: since47('adaptive', { forcedTool: true, cacheMinTokens: 1_024 }),
    profiles: ['us', 'eu', 'au', 'global'],
    sources: [card('claude-sonnet-5'), CACHE_5, FORCED, 'https://github.com/zed-industries/zed/pull/60378'],
  },
  {
    id: 'anthropic.claude-opus-5',
    traits: since47('adaptive', { forcedTool: true, cacheMinTokens: 512 }),
    profiles: ['us', 'eu', 'au', 'global'],
    sources: [card('claude-opus-5'), CACHE_5, 'https://github.com/567-labs/instructor/issues/2681'],
  },
  {
    id: 'anthropic.claude-sonnet-5-5',
    traits: since47('always', { forcedTool: false, bindsThoughts: true, cacheMinTokens: 512 }),
    profiles: ['us', 'eu', 'jp', 'global'],
    textInThoughts: true,
    sources: [
      card('claude-sonnet-5-5'),
      'https://platform.claude.com/docs/en/models/sonnet-5-5/whats-new-sonnet-5-5',
      'https://github.com/aws-samples/bedrock-engineer',
    ],
  },
  {
    id: 'anthropic.claude-opus-5-5',
    traits: since47('always', { forcedTool: false, bindsThoughts: true, cacheMinTokens: 512 }),
    profiles: ['us', 'eu', 'jp', 'au', 'global'],
    textInThoughts: true,
    sources: [
      card('claude-opus-5-5'),
      'https://platform.claude.com/docs/en/models/opus-5-5/whats-new-opus-5-5',
      'https://github.com/run-llama/llama_index/issues/23207',
    ],
  },
  {
    // Forced tools are not among its documented changes, but no report of one on Bedrock was found. Taken as refused.
    id: 'anthropic.claude-haiku-5-5',
    traits: since47('adaptive', { forcedTool: false, bindsThoughts: true, cacheMinTokens: 512 }),
    profiles: ['us', 'eu', 'jp', 'au', 'global'],
    sources: [
      card('claude-haiku-5-5'),
      'https://platform.claude.com/docs/en/models/haiku-5-5/whats-new-haiku-5-5',
      'https://platform.claude.com/docs/en/models/haiku-5-5/migration-guide',
    ],
  },
  {
    // By invitation. It shares Fable 5's interface, but its forced tools and other profiles are not verified.
    id: 'anthropic.claude-mythos-5',
    traits: since47('always', { forcedTool: false, cacheMinTokens: 512 }),
    profiles: ['global'],
    sources: [card('claude-mythos-5'), 'https://platform.claude.com/docs/en/models/fable-5/migration-guide', CACHE_5],
  },
  {
    // Reports disagree about forced tools.
    id: 'anthropic.claude-fable-5',
    traits: since47('always', { forcedTool: false, cacheMinTokens: 512 }),
    profiles: ['us', 'global'],
    legacy: 'anthropic.claude-fable-5-1',
    sources: [
      card('claude-fable-5'),
      'https://platform.claude.com/docs/en/models/fable-5/overview',
      'https://github.com/zed-industries/zed/pull/60378',
      FORCED,
      'https://github.com/langchain-ai/langchain-aws/issues/1273',
    ],
  },
  {
    // Only `global` was tried. The size of its cached prefix is Fable 5's.
    id: 'anthropic.claude-fable-5-1',
    traits: since47('always', { forcedTool: false, bindsThoughts: true, cacheMinTokens: 512 }),
    profiles: ['global'],
    sources: [
      card('claude-fable-5-1'),
      'https://platform.claude.com/docs/en/models/fable-5-1/whats-new-fable-5-1',
      'https://github.com/langchain-ai/langchain-aws/pull/1274',
    ],
  },
];
