import { lookup } from 'node:dns/promises';
import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Caller, CLIENT_TIMEOUTS, callerIdentity } from '../caller.ts';
import type { ImageModelChoice } from '../models/choose-image-model.ts';
import { smallestPicture } from './smallest-picture.ts';

/** What the checks read of an account in one Region. Errors are those of the AWS SDK. */
export interface Account {
  caller(): Promise<Caller>;
  /** Finds the host of Bedrock's runtime. Rejects with `ENOTFOUND` where there is none. */
  findBedrock(): Promise<unknown>;
  /** Asks Lambda to check a streaming invocation without running it. */
  tryStream(functionName: string): Promise<unknown>;
  /** The stack that `cdk bootstrap` creates. */
  bootstrapStack(): Promise<{ readonly status: string; readonly version: number }>;
  concurrency(): Promise<{ readonly limit: number; readonly unreserved: number }>;
  reservedBy(functionName: string): Promise<number>;
  /** Calls a model for the least output that it can have. */
  callModel(modelId: string): Promise<unknown>;
  /** Has a model draw one picture, the smallest that it can. */
  callImageModel(model: ImageModelChoice): Promise<unknown>;
}

/** The account of the credentials at hand. */
export function createAccount(region: string): Account {
  const config = { region, ...CLIENT_TIMEOUTS };
  const lambda = new LambdaClient(config);
  const cloudFormation = new CloudFormationClient(config);
  // Its default is HTTP/2, which does not pass every proxy; the functions use HTTP/1.1 too.
  const requestHandler = new NodeHttpHandler(CLIENT_TIMEOUTS.requestHandler);
  const bedrock = new BedrockRuntimeClient({ ...config, requestHandler });
  return {
    caller: () => callerIdentity({ region }),
    findBedrock: () => lookup(bedrockHost(region)),
    tryStream: (FunctionName) =>
      lambda.send(new InvokeWithResponseStreamCommand({ FunctionName, InvocationType: 'DryRun' })),
    async bootstrapStack() {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
      const { StackStatus = '', Outputs = [] } = Stacks?.[0] ?? {};
      const version = Outputs.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue;
      return { status: StackStatus, version: Number(version ?? 0) };
    },
    async concurrency() {
      const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
      const { ConcurrentExecutions = 0, UnreservedConcurrentExecutions = 0 } = AccountLimit ?? {};
      return { limit: ConcurrentExecutions, unreserved: UnreservedConcurrentExecutions };
    },
    async reservedBy(FunctionName) {
      const answer = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
      return answer.ReservedConcurrentExecutions ?? 0;
    },
    callModel: (modelId) =>
      bedrock.send(
        new ConverseCommand({
          modelId,
          messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
          inferenceConfig: { maxTokens: 1 },
        }),
      ),
    callImageModel({ id, traits, region: place = region }) {
      const there = place === region ? bedrock : new BedrockRuntimeClient({ ...config, region: place, requestHandler });
      const body = JSON.stringify(smallestPicture(traits.family));
      return there.send(new InvokeModelCommand({ modelId: id, contentType: 'application/json', body }));
    },
  };
}

/** Another endpoint can be set, for example of a VPC, as for every client of the SDK. */
function bedrockHost(region: string): string {
  const endpoint = process.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] ?? process.env['AWS_ENDPOINT_URL'];
  return endpoint ? new URL(endpoint).hostname : `bedrock-runtime.${region}.amazonaws.com`;
}
