import type { ModelTraits } from '#adapters/environment/settings';
import type { ModelRow } from './model-row.ts';

const TOOL_CHOICE = 'https://docs.aws.amazon.com/nova/latest/userguide/tool-choice.html';
/** Also lists the Regions of models and of their profiles. */
const REGIONS = 'https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.html';
const NOVA_2 = 'https://docs.aws.amazon.com/nova/latest/nova2-userguide/core-inference.html';
const CACHE = 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html';

/** Nova does not think in Converse's blocks. Where the size of a cached prefix is not verified, no cache is used. */
const nova = (cacheMinTokens: number | null = null): ModelTraits => ({
  forcedTool: true,
  sampling: true,
  reasoning: 'none',
  bindsThoughts: false,
  cacheMinTokens,
});

/** Other Regions may serve Nova without a profile too. There the profile is used. */
const ON_DEMAND = ['us-east-1'];

export const NOVA_MODELS: readonly ModelRow[] = [
  {
    id: 'amazon.nova-micro-v1:0',
    traits: nova(),
    profiles: ['us', 'eu', 'apac'],
    onDemand: ON_DEMAND,
    sources: [TOOL_CHOICE, REGIONS],
  },
  {
    id: 'amazon.nova-lite-v1:0',
    traits: nova(),
    profiles: ['us', 'eu', 'apac'],
    onDemand: ON_DEMAND,
    sources: [TOOL_CHOICE, REGIONS],
  },
  {
    id: 'amazon.nova-pro-v1:0',
    traits: nova(1_024),
    profiles: ['us', 'eu', 'apac'],
    onDemand: ON_DEMAND,
    sources: [TOOL_CHOICE, REGIONS, CACHE],
  },
  { id: 'amazon.nova-premier-v1:0', traits: nova(), profiles: ['us'], sources: [TOOL_CHOICE, REGIONS] },
  {
    // Its guide is another one, in which a forced tool is not verified.
    id: 'amazon.nova-2-lite-v1:0',
    traits: { ...nova(), forcedTool: false },
    profiles: ['us', 'eu', 'jp', 'global'],
    sources: [NOVA_2],
  },
];
