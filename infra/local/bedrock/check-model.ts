import { splitModelId } from '../../models/geographies.ts';
import type { ModelRow } from '../../models/model-row.ts';
import { LOCAL_REGION } from '../template/local-values.ts';
import type { ConverseBody } from './converse-body.ts';
import { MODEL_ERRORS, refused } from './exceptions.ts';
import { isOwnThought } from './thought-signature.ts';

/** Finds a model by its id without the prefix of a profile. */
export type FindModel = (foundationModelId: string) => ModelRow | undefined;

/**
 * Finds the model of a request as Bedrock does.
 *
 * @throws {WireException} for an unknown id, and for a model's own id where only its profiles can be called.
 */
export function modelOf(modelId: string, findModel: FindModel): ModelRow {
  const { geography, foundationModelId } = splitModelId(modelId);
  const row = findModel(foundationModelId);
  if (!row || (geography !== undefined && !row.profiles.includes(geography))) {
    throw refused('The provided model identifier is invalid.');
  }
  const { onDemand = [] } = row;
  if (geography === undefined && onDemand !== 'everywhere' && !onDemand.includes(LOCAL_REGION)) {
    throw refused(
      `Invocation of model ID ${modelId} with on-demand throughput isn’t supported. ` +
        'Retry your request with the ID or ARN of an inference profile that contains this model.',
    );
  }
  return row;
}

/**
 * Refuses what this model refuses and another one accepts.
 *
 * @throws {WireException}
 * @see https://platform.claude.com/docs/en/build-with-claude/thinking-troubleshooting
 * @see https://github.com/run-llama/llama_index/issues/23207 for the words about forced tools
 */
export function checkModel(row: ModelRow, body: ConverseBody): void {
  checkForcedTool(row, body);
  checkSampling(row, body);
  checkThinkingType(row, body);
  checkThoughtsOf(row, body);
}

const modelRefuses = (words: string) => refused(`${MODEL_ERRORS} ${words}`);

function checkForcedTool({ traits }: ModelRow, { toolConfig }: ConverseBody): void {
  const { tool, any } = toolConfig?.toolChoice ?? {};
  if (traits.forcedTool || (tool === undefined && any === undefined)) return;
  throw modelRefuses('tool_choice: type "tool" and "any" are not supported for this model.');
}

function checkSampling({ traits }: ModelRow, { inferenceConfig = {} }: ConverseBody): void {
  if (traits.sampling) return;
  const set = (['temperature', 'topP'] as const).find((name) => inferenceConfig[name] !== undefined);
  if (set) throw modelRefuses(`\`${set === 'topP' ? 'top_p' : set}\` is deprecated for this model.`);
}

const TYPES = {
  none: [],
  budget: ['enabled', 'disabled'],
  adaptive: ['adaptive', 'disabled'],
  always: ['adaptive'],
} as const satisfies Record<ModelRow['traits']['reasoning'], readonly string[]>;

function checkThinkingType({ traits: { reasoning } }: ModelRow, { additionalModelRequestFields }: ConverseBody): void {
  const type = additionalModelRequestFields?.thinking?.type;
  if (type === undefined) return;
  if (reasoning === 'none') {
    throw refused(
      'Malformed input request: #: extraneous key [thinking] is not permitted, ' +
        'please reformat your input and try again.',
    );
  }
  const types: readonly string[] = TYPES[reasoning];
  if (types.includes(type)) return;
  const advice =
    reasoning === 'budget'
      ? 'adaptive thinking is not supported on this model'
      : `"thinking.type.${type}" is not supported for this model. ` +
        'Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
  throw modelRefuses(advice);
}

/** A changed past is refused with the same words as another model's thought: how Bedrock says it is not known. */
function checkThoughtsOf(row: ModelRow, body: ConverseBody): void {
  for (const [index, { content }] of body.messages.entries()) {
    for (const [place, { reasoningContent }] of content.entries()) {
      const signature = reasoningContent?.reasoningText?.signature;
      if (signature === undefined || isOwnThought(signature, row, { ...body, messages: body.messages.slice(0, index) }))
        continue;
      throw modelRefuses(`messages.${index}.content.${place}: Invalid \`signature\` in \`thinking\` block`);
    }
  }
}
