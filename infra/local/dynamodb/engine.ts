import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LOOPBACK } from '../loopback-server.ts';
import { type EngineCommand, findEngine } from './find-engine.ts';

export interface DynamoEngine {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** No engine could be started. The message is one line that says what to do. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine';
}

export interface StartEngineOptions {
  /** The SQLite file. */
  readonly file: string;
  /** Says something to whoever started the stack. */
  readonly say: (line: string) => void;
  /** @default what is found on this machine */
  readonly engine?: EngineCommand;
  /** An engine that has to be fetched first needs a while. @default 60 s */
  readonly patienceMs?: number;
}

/**
 * Starts Dynoxide on its file, under a supervisor that takes it along when this process goes, however it goes. Should
 * it die, it is started again on the same port.
 *
 * @throws {NoEngine}
 */
export async function startEngine({
  file,
  say,
  engine = findEngine(),
  patienceMs = 60_000,
}: StartEngineOptions): Promise<DynamoEngine> {
  const port = await freePort();
  const endpoint = `http://${LOOPBACK}:${port}`;
  const args = [...engine.args, 'serve', '--host', LOOPBACK, '--port', String(port), '--db-path', file];
  let closing = false;
  let ready = false;
  let lastWords = '';

  const start = (): ChildProcess => {
    const started = spawn(
      process.execPath,
      [fileURLToPath(new URL('./supervise.ts', import.meta.url)), engine.command, ...args],
      {
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    started.stderr?.on('data', (chunk: Buffer) => {
      lastWords = chunk.toString().trim().split('\n').at(-1) ?? '';
    });
    started.once('exit', () => {
      if (closing || !ready) return;
      say(`DynamoDB engine ended (${lastWords}), starting it again`);
      child = start();
    });
    return started;
  };
  let child = start();

  const deadline = performance.now() + patienceMs;
  while (!(await answers(endpoint))) {
    const ended = child.exitCode !== null;
    if (ended || performance.now() > deadline) {
      closing = true;
      child.stdin?.end();
      throw new NoEngine(
        `No DynamoDB engine: ${lastWords || 'Dynoxide did not answer'}. Install one (npm i -g dynoxide@1.2.1) or name one with --dynamodb <endpoint>.`,
      );
    }
    await pause(10);
  }
  ready = true;

  return {
    endpoint,
    async close() {
      closing = true;
      const last = child;
      if (last.exitCode !== null) return;
      const gone = new Promise((resolve) => last.once('exit', resolve));
      last.stdin?.end();
      await gone;
    },
  };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
}

/** Dynoxide cannot choose a free port and say which. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
