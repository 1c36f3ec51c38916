import { LOCAL_ACCOUNT, LOCAL_REGION } from '../template/local-values.ts';
import type { Access } from './permissions.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  Converse: 'bedrock:InvokeModel',
  InvokeModel: 'bedrock:InvokeModel',
  ConverseStream: 'bedrock:InvokeModelWithResponseStream',
};

/** Prefixes of inference profiles. */
const PROFILE = /^(us|eu|apac|global|us-gov|jp|au)\./;

/** A Region to which a profile may route, and in which the model must be allowed too. */
const OTHER_REGION = 'us-west-2';

/**
 * What a call of a model needs. A profile needs its own permission, and that of the model in each Region.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function bedrockAccesses(operation: string, modelId: string): readonly Access[] {
  const action = ACTIONS[operation] ?? `bedrock:${operation}`;
  const model = modelId.replace(PROFILE, '');
  const modelIn = (region: string): Access => ({
    action,
    resource: `arn:aws:bedrock:${region}::foundation-model/${model}`,
  });
  if (model === modelId) return [modelIn(LOCAL_REGION)];
  const resource = `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:inference-profile/${modelId}`;
  return [{ action, resource }, modelIn(LOCAL_REGION), modelIn(OTHER_REGION)];
}
