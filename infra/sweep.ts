import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { type Stage, stageConfig } from './config.ts';
import { LOCAL_CLIENT, localEndpoints, print, Refusal, readOptions, runCommand } from './operator-command.ts';

const USAGE = `npm run sweep -- [options]: one sweep now, and what it did

  --once          the default: the schedule does the others
  --dry-run       shows what a sweep would do
  --stage dev     or prod, with the AWS credentials and Region at hand
  --local         the stack that npm start runs on this machine
  --port 4000     of that stack
  --help          shows this`;

await runCommand(main, {
  failure: 'the sweep could not be started',
  instead: 'sweep the local stack with --local',
});

async function main(args: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    once: { type: 'boolean', default: true },
    'dry-run': { type: 'boolean', default: false },
    stage: { type: 'string', default: 'dev' },
    local: { type: 'boolean', default: false },
    port: { type: 'string', default: '4000' },
    help: { type: 'boolean', default: false },
  });
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

function hostedStage(stage: string): Stage {
  if (stage === 'dev' || stage === 'prod') return stage;
  throw new Refusal(`--stage is dev or prod, not ${stage}; --local sweeps the stack on this machine`);
}

/** Reaches the stand-in for Lambda of a stack that runs on this machine. */
async function localClient(port: string): Promise<LambdaClientConfig> {
  const { lambda } = await localEndpoints(port, 'lambda');
  return { endpoint: new URL(lambda).href, ...LOCAL_CLIENT };
}
