import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { type Stage, stageConfig } from './config.ts';

const USAGE = `npm run sweep -- [options]: one sweep now, and what it did

  --once          the default: the schedule does the others
  --dry-run       shows what a sweep would do
  --stage dev     or prod, with the AWS credentials and Region at hand
  --local         the stack that npm start runs on this machine
  --port 4000     of that stack
  --help          shows this`;

/** A failure that its message explains. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const line = lineOf(error as Error);
  if (line === undefined) throw error;
  console.error(line);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<number> {
  const values = optionsOf(args);
  if (values.help) return print(USAGE);
  const stage = values.local ? 'local' : hostedStage(values.stage);
  const client = new LambdaClient(values.local ? await localClient(values.port) : {});
  const { Payload = [], FunctionError } = await client.send(
    new InvokeCommand({
      FunctionName: `${stageConfig(stage).functionPrefix}cleanup-expired-sessions`,
      Payload: Buffer.from(JSON.stringify({ dryRun: values['dry-run'] })),
    }),
  );
  return print(Buffer.from(Payload).toString(), FunctionError ? 1 : 0);
}

function print(text: string, code = 0): number {
  process.stdout.write(`${text}\n`);
  return code;
}

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: true },
        'dry-run': { type: 'boolean', default: false },
        stage: { type: 'string', default: 'dev' },
        local: { type: 'boolean', default: false },
        port: { type: 'string', default: '4000' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new Refusal(`${(cause as Error).message.split(/\.\s/)[0]} (--help shows all options)`, { cause });
  }
}

function hostedStage(stage: string): Stage {
  if (stage === 'dev' || stage === 'prod') return stage;
  throw new Refusal(`--stage is dev or prod, not ${stage}; --local sweeps the stack on this machine`);
}

/** Reaches the stand-in for Lambda of a stack that runs on this machine. */
async function localClient(port: string): Promise<LambdaClientConfig> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/local/endpoints`);
    const { lambda } = (await response.json()) as { lambda: string };
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return { endpoint: new URL(lambda).href, region: 'us-east-1', credentials };
  } catch (cause) {
    throw new Refusal(`no stack answers on port ${port}: run npm start first, or name its --port`, { cause });
  }
}

/** What the AWS SDK reports about this machine or the account, in one line; nothing for a bug. */
function lineOf(error: Error): string | undefined {
  if (error instanceof Refusal) return error.message;
  if (error.message === 'Region is missing')
    return 'no AWS Region: set AWS_REGION, or sweep the local stack with --local';
  if (error.name === 'CredentialsProviderError')
    return 'no AWS credentials: sign in or set AWS_PROFILE, or sweep the local stack with --local';
  if (error.name === 'ResourceNotFoundException') return 'this stage is not deployed in this account and Region';
  return '$metadata' in error
    ? `the sweep could not be started: ${error.name}: ${error.message.split('\n')[0]}`
    : undefined;
}
