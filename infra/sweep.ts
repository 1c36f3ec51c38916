import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { stageConfig } from './config.ts';
import { hostedStage } from './hosted-stage.ts';
import { LOCAL_CLIENT, localEndpoints, print, readOptions, runCommand } from './operator-command.ts';

await runCommand(main, {
  script: import.meta.url,
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
  });
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

/** Reaches the stand-in for Lambda of a stack that runs on this machine. */
async function localClient(port: string): Promise<LambdaClientConfig> {
  const { lambda } = await localEndpoints(port, 'lambda');
  return { endpoint: new URL(lambda).href, ...LOCAL_CLIENT };
}
