import type { ModelTraits } from '#adapters/environment/settings';
import { CLAUDE_MODELS } from './claude-models.ts';
import type { ModelRow } from './model-row.ts';
import { NOVA_MODELS } from './nova-models.ts';

const SIMULATED = { forcedTool: true, sampling: true, bindsThoughts: false } as const;

/** The local stack's model. */
const simulated = (id: string, traits: ModelTraits): ModelRow => ({
  id,
  traits,
  profiles: [],
  onDemand: 'everywhere',
  sources: ['infra/local/bedrock'],
});

/** Every model whose features are known. */
export const MODELS: readonly ModelRow[] = [
  ...CLAUDE_MODELS,
  ...NOVA_MODELS,
  simulated('simulated-main', { ...SIMULATED, reasoning: 'budget', cacheMinTokens: 1_024 }),
  simulated('simulated-small', { ...SIMULATED, reasoning: 'none', cacheMinTokens: null }),
];

const BY_ID = new Map(MODELS.map((row) => [row.id, row]));

/** @param foundationModelId - Without the prefix of a profile. */
export const findModel = (foundationModelId: string): ModelRow | undefined => BY_ID.get(foundationModelId);

/** Traits of a model that is not in the table: no feature that some model refuses is used. */
export const UNKNOWN_MODEL: ModelTraits = {
  forcedTool: false,
  sampling: false,
  reasoning: 'none',
  bindsThoughts: true,
  cacheMinTokens: null,
};
