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

/** No engine could be started. The message explains in one line what to do. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine';
}

export interface StartEngineOptions {
  /** Path of the SQLite file; without it, the data is in memory. */
  readonly file?: string;
  /** Prints a line for the developer who started the stack. */
  readonly say: (line: string) => void;
  /** @default an engine found on this machine */
  readonly engine?: EngineCommand;
  /** Maximum start time. An engine that must be downloaded first takes a while. @default 60 s */
  readonly patienceMs?: number;
}

/**
 * Starts Dynoxide. A supervisor process stops it when this process exits for any reason. If the engine
 * crashes, it is restarted on the same port.
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
  const args = [
    ...engine.args,
    'serve',
    '--host',
    LOOPBACK,
    '--port',
    String(port),
    ...(file === undefined ? [] : ['--db-path', file]),
  ];
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
      say(`DynamoDB engine exited (${lastWords}), restarting it`);
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

/** Finds a free port, because Dynoxide cannot choose one and report it. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
