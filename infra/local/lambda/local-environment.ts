import { LOCAL_REGION } from '../template/local-values.ts';
import type { FunctionSpec } from './function-host.ts';

export interface Endpoints {
  readonly dynamodb: string;
  /** Lambda's, and every other service's that has no part here. */
  readonly other: string;
}

/**
 * A function with all that it finds in its environment here: what the template gives it, endpoints, and credentials
 * that are none. Nothing of this process's environment: a developer's profile must not reach the SDK.
 *
 * @param model - What the choice of a model adds; with the real one, credentials too.
 */
export function withLocalEnvironment(
  spec: FunctionSpec,
  endpoints: Endpoints,
  model: Readonly<Record<string, string>>,
): FunctionSpec {
  const isReal = model['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] === undefined;
  const settings = Object.entries(model).filter(
    ([name]) => /^(AWS_|HOME$|USERPROFILE$)/.test(name) || name in spec.environment,
  );
  return {
    ...spec,
    environment: {
      ...spec.environment,
      AWS_REGION: LOCAL_REGION,
      ...(!isReal && NO_CREDENTIALS),
      ...Object.fromEntries(settings),
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_LAMBDA: endpoints.other,
      // With a real model, its own endpoint has to be the SDK's.
      ...(!isReal && { AWS_ENDPOINT_URL: endpoints.other }),
    },
  };
}

/** Enough for the SDK to sign with, and nothing that it could look for anywhere. */
const NO_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_CONFIG_FILE: '/nonexistent/aws-config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/aws-credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
};
