import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CheckedSum, checkLedger } from '#adapters/dynamodb/ledger';
import { isUserId } from '#contract/ids';
import { Stage, stageConfig } from './config.ts';
import { LOCAL_CLIENT, localEndpoints, print, Refusal, readOptions, runCommand } from './operator-command.ts';

await runCommand(main, {
  script: import.meta.url,
  failure: 'the ledger could not be read',
  instead: 'use the local stack with --stage local',
});

async function main(args: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    stage: { type: 'string', default: 'dev' },
    user: { type: 'string' },
    check: { type: 'boolean', default: false },
    repair: { type: 'boolean', default: false },
    port: { type: 'string', default: '4000' },
  });
  const stage = Stage.safeParse(values.stage);
  if (!stage.success) throw new Refusal(`--stage is dev, prod or local, not ${values.stage}`);
  if (values.user === undefined || !isUserId(values.user))
    throw new Refusal('--user names the user: the sub of a token');
  if (values.check === values.repair) throw new Refusal('name either --check or --repair (--help shows all options)');
  const sums = await checkLedger(await mainTable(stage.data, values.port), values.user);
  return values.check ? report(sums) : repair(sums);
}

async function mainTable(stage: Stage, port: string) {
  const { endpoint, tableName } = stage === 'local' ? await localTable(port) : await hostedTable(stage);
  const base = new DynamoDBClient(endpoint === undefined ? {} : { endpoint, ...LOCAL_CLIENT });
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  return { client, tableName, clock: { now: Date.now, sleep: (ms: number) => sleep(ms) } };
}

async function localTable(port: string) {
  const { dynamodb, table } = await localEndpoints(port, 'dynamodb', 'table');
  return { endpoint: dynamodb, tableName: table };
}

/** Its name is generated when the stage is deployed, and is a setting of each function. */
async function hostedTable(stage: Stage) {
  const FunctionName = `${stageConfig(stage).functionPrefix}cleanup-expired-sessions`;
  const { Environment } = await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName }));
  const tableName = Environment?.Variables?.['TABLE_NAME'];
  if (tableName === undefined) throw new Refusal(`${FunctionName} has no TABLE_NAME: deploy this version first`);
  return { endpoint: undefined, tableName };
}

function report(sums: readonly CheckedSum[]): number {
  const lines = sums.flatMap(({ differences }) => differences);
  if (lines.length > 0) return print(lines.join('\n'), 1);
  return print(sums.length === 0 ? 'no budget and no reservation of this user' : 'no difference');
}

/** @returns 1 when something could not be repaired. */
async function repair(sums: readonly CheckedSum[]): Promise<number> {
  report(sums);
  let code = 0;
  for (const sum of sums) {
    if (sum.differences.length === 0) continue;
    if (await sum.repair()) print(`${sum.name}: repaired`);
    else code = print(`${sum.name}: not repaired: it has changed meanwhile or cannot be summed; check it again`, 1);
  }
  return code;
}
