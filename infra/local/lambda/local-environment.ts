import { accessKeyOf } from '../iam/permissions.ts';
import { LOCAL_REGION } from '../template/local-values.ts';
import type { FunctionSpec } from './function-host.ts';

export interface Endpoints {
  readonly dynamodb: string;
  readonly s3: string;
  /** Endpoint of Lambda, and of every service that the local stack does not have. */
  readonly other: string;
}

/**
 * Adds the local environment to a function: the template's variables, endpoints and fake credentials. It takes nothing
 * from this process's environment, because the SDK must not use a developer's profile.
 *
 * @param model - Variables of the chosen model. A real model adds real credentials.
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
      ...(!isReal && { ...NO_CREDENTIALS, AWS_ACCESS_KEY_ID: accessKeyOf(spec.functionName) }),
      ...Object.fromEntries(settings),
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_LAMBDA: endpoints.other,
      // A real model needs the SDK's default endpoint.
      ...(!isReal && { AWS_ENDPOINT_URL: endpoints.other }),
    },
  };
}

/** With it every function and every tool signs here. */
export const LOCAL_SECRET = 'local';
/** A role's credentials are temporary. A request that is signed without their token fails on AWS. */
export const LOCAL_SESSION_TOKEN = 'local';

/** Sufficient for the SDK to sign requests without searching for other credentials. */
const NO_CREDENTIALS = {
  AWS_SECRET_ACCESS_KEY: LOCAL_SECRET,
  AWS_SESSION_TOKEN: LOCAL_SESSION_TOKEN,
  AWS_CONFIG_FILE: '/nonexistent/aws-config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/aws-credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
};
