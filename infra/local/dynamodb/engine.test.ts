import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TableSpec } from '../template/tables.ts';
import { type DynamoEngine, NoEngine, startEngine } from './engine.ts';
import { engineClient, ensureTables, OutdatedTable } from './tables.ts';

const TABLE: TableSpec = {
  TableName: 'things',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};
const ITEM = { pk: { S: 'a' }, value: { N: '1' } };

let folder: string;
let engine: DynamoEngine | undefined;
const lines: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coachstream-engine-'));
});
afterEach(async () => {
  await engine?.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async () => {
  engine = await startEngine({ file: join(folder, 'dynamodb.sqlite'), say: (line) => void lines.push(line) });
  return engineClient(engine.endpoint);
};
const isUp = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );
const read = async (client: ReturnType<typeof engineClient>) =>
  (await client.send(new GetItemCommand({ TableName: 'things', Key: { pk: { S: 'a' } } }))).Item;

/** Processes that have the data file as an argument. */
const processes = () =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(join(folder, 'dynamodb.sqlite')))
    .map((line) => ({ pid: Number.parseInt(line, 10), supervisor: line.includes('supervise.ts') }));

it('keeps data and tables after a restart', async () => {
  const client = await start();
  await ensureTables(client, [TABLE]);
  await client.send(new PutItemCommand({ TableName: 'things', Item: ITEM }));
  await engine?.close();
  expect(processes()).toEqual([]);
  const again = await start();
  await ensureTables(again, [TABLE]);
  expect(await read(again)).toEqual(ITEM);
});

it('rejects tables of an older schema with OutdatedTable', async () => {
  const client = await start();
  await ensureTables(client, [TABLE]);
  const index = { IndexName: 'due', KeySchema: TABLE.KeySchema, Projection: { ProjectionType: 'ALL' as const } };
  await expect(ensureTables(client, [{ ...TABLE, GlobalSecondaryIndexes: [index] }])).rejects.toThrow(OutdatedTable);
});

it('restarts on the same port with its data when it is killed', async () => {
  const client = await start();
  await ensureTables(client, [TABLE]);
  await client.send(new PutItemCommand({ TableName: 'things', Item: ITEM }));
  const killed = processes().find(({ supervisor }) => !supervisor);
  process.kill(killed?.pid ?? 0, 'SIGKILL');
  await expect.poll(() => processes().find(({ supervisor }) => !supervisor)?.pid ?? killed?.pid).not.toBe(killed?.pid);
  await expect.poll(() => read(client).catch(() => undefined)).toEqual(ITEM);
  expect(lines.at(-1)).toContain('restarting it');
});

it('stops when its parent is killed with SIGKILL', async () => {
  const script = `
    import { startEngine } from ${JSON.stringify(new URL('./engine.ts', import.meta.url).href)};
    const { endpoint } = await startEngine({ file: ${JSON.stringify(join(folder, 'dynamodb.sqlite'))}, say: () => {} });
    console.log(endpoint);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endpoint = await new Promise<string>((resolve) =>
    parent.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  expect(await isUp(endpoint)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => processes()).toEqual([]);
  expect(await isUp(endpoint)).toBe(false);
});

it('explains in one line how to install an engine when there is none', async () => {
  const none = startEngine({
    file: join(folder, 'x'),
    say: () => {},
    engine: { command: join(folder, 'missing'), args: [] },
  });
  await expect(none).rejects.toThrow(NoEngine);
  await expect(none).rejects.toThrow(/^No DynamoDB engine: .*ENOENT.* --dynamodb <endpoint>\.$/);
});
