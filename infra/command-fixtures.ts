import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect } from 'vitest';

/** For the tests of an operator's commands. */

/** No profile, no credentials, no metadata service. */
const NOTHING = { HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };

export const KEYS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param script - Its absolute path. */
export const commandOf =
  (script: string) =>
  (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    new Promise((resolve) => {
      const { PATH, NODE_COMPILE_CACHE } = process.env;
      const env = { PATH, NODE_COMPILE_CACHE, ...NOTHING, ...environment };
      execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });

/** It failed, and said why in one line. */
export const failsWith = (words: RegExp) => ({
  code: 1,
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^${words.source}[^\\n]*\\n$`)),
});

/** Servers on loopback, which end with their test. */
export function createServers() {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  /** @returns the port. */
  const serve = async (listener: RequestListener): Promise<number> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const portThatIsFree = async (): Promise<number> => {
    const port = await serve(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    return port;
  };
  return { serve, portThatIsFree };
}
