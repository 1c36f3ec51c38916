import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Stage, stageConfig } from './config.ts';

/** `npm run sweep -- --once [--dry-run] [--stage dev | --local]`: one sweep now, and what it did. */
const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: true },
    'dry-run': { type: 'boolean', default: false },
    stage: { type: 'string', default: 'dev' },
    local: { type: 'boolean', default: false },
    port: { type: 'string', default: '4000' },
  },
});

const stage = Stage.parse(values.local ? 'local' : values.stage);
const client = new LambdaClient(values.local ? await localEndpoint(values.port) : {});
const { Payload, FunctionError } = await client.send(
  new InvokeCommand({
    FunctionName: `${stageConfig(stage).functionPrefix}cleanup-expired-sessions`,
    Payload: Buffer.from(JSON.stringify({ dryRun: values['dry-run'] })),
  }),
);
process.stdout.write(`${Buffer.from(Payload ?? []).toString()}\n`);
process.exitCode = FunctionError ? 1 : 0;

/** The stand-in for Lambda of a stack that runs on this machine. */
async function localEndpoint(port: string) {
  const response = await fetch(`http://127.0.0.1:${port}/local/endpoints`);
  const { lambda } = (await response.json()) as { lambda: string };
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { endpoint: lambda, region: 'us-east-1', credentials };
}
