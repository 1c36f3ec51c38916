import { splitModelId } from '../../models/geographies.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../template/local-values.ts';
import type { Access } from './permissions.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  Converse: 'bedrock:InvokeModel',
  InvokeModel: 'bedrock:InvokeModel',
  ConverseStream: 'bedrock:InvokeModelWithResponseStream',
};

/** A Region to which a profile may route, and in which the model must be allowed too. */
const OTHER_REGION = 'us-west-2';

/**
 * What a call of a model needs. A profile needs its own permission, and that of the model in each Region.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function bedrockAccesses(operation: string, modelId: string): readonly Access[] {
  const action = ACTIONS[operation] ?? `bedrock:${operation}`;
  const { geography, foundationModelId } = splitModelId(modelId);
  const modelIn = (region: string): Access => ({
    action,
    resource: `arn:aws:bedrock:${region}::foundation-model/${foundationModelId}`,
  });
  if (geography === undefined) return [modelIn(LOCAL_REGION)];
  const resource = `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:inference-profile/${modelId}`;
  // A global profile also needs the model without a Region.
  const anywhere = geography === 'global' ? [modelIn('')] : [];
  return [{ action, resource }, modelIn(LOCAL_REGION), modelIn(OTHER_REGION), ...anywhere];
}
