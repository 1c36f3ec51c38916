import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';

/** Whose credentials are used. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** For clients of commands: a network that does not answer ends the command instead of holding it. */
export const CLIENT_TIMEOUTS = { requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 }, maxAttempts: 2 };

/** The Region that the CDK CLI deploys to: of the environment, of the profile, or us-east-1. */
export async function chosenRegion(environment: NodeJS.ProcessEnv): Promise<string> {
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (region) return region;
  const ofProfile = new STSClient({}).config.region;
  return ofProfile().catch(() => 'us-east-1');
}

/** Asks STS, which needs no right. The credentials are found as the SDK finds them: environment, profile, sign-in. */
export async function callerIdentity(config: STSClientConfig): Promise<Caller> {
  const { Account = '', Arn = '' } = await new STSClient({ ...CLIENT_TIMEOUTS, ...config }).send(
    new GetCallerIdentityCommand({}),
  );
  return { account: Account, arn: Arn };
}
