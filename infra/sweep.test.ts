import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const SWEEP = fileURLToPath(new URL('./sweep.ts', import.meta.url));
/** No profile, no credentials, no metadata service. */
const NOTHING = { HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };
const KEYS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function portThatIsFree(): Promise<number> {
  const port = await serve(() => undefined);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return port;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const sweep = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], ...NOTHING, ...environment };
    execFile(process.execPath, [SWEEP, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

/** It failed, and said why in one line. */
const failsWith = (words: RegExp) => ({
  code: 1,
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^${words.source}[^\\n]*\\n$`)),
});

it('--help explains every option', async () => {
  const { code, stdout } = await sweep(['--help']);
  expect(code).toBe(0);
  for (const option of ['once', 'dry-run', 'stage', 'local', 'port', 'help']) expect(stdout).toContain(`--${option}`);
});

it.each(['staging', 'local', ''])('a stage that is never deployed is refused in one line: "%s"', async (stage) => {
  expect(await sweep(['--stage', stage])).toEqual(failsWith(/--stage is dev or prod/));
});

it('an unknown option is refused in one line', async () => {
  expect(await sweep(['--never'])).toEqual(failsWith(/Unknown option '--never'/));
});

it('a stack that does not run is reported in one line with its port', async () => {
  const port = await portThatIsFree();
  expect(await sweep(['--local', '--port', `${port}`])).toEqual(
    failsWith(new RegExp(`no stack answers on port ${port}`)),
  );
});

it('another server on the port of the stack is reported in one line', async () => {
  const port = await serve((_request, response) => response.end('<html>'));
  expect(await sweep(['--local', '--port', `${port}`])).toEqual(failsWith(/no stack answers/));
});

it('a missing Region is reported in one line', async () => {
  expect(await sweep([])).toEqual(failsWith(/no AWS Region/));
});

it('missing credentials are reported in one line', async () => {
  expect(await sweep([], { AWS_REGION: 'eu-west-1' })).toEqual(failsWith(/no AWS credentials/));
});

it.each([
  ['ResourceNotFoundException', 404, /this stage is not deployed/],
  ['AccessDeniedException', 403, /the sweep could not be started: AccessDeniedException/],
])('a refusal by AWS is reported in one line: %s', async (name, status, words) => {
  const port = await serve((_request, response) => {
    response.writeHead(status, { 'x-amzn-errortype': name, 'content-type': 'application/json' });
    response.end('{"message":"no"}');
  });
  expect(await sweep([], { ...KEYS, AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}` })).toEqual(failsWith(words));
});

it('a sweep of the local stack prints what the function returned, and fails with it', async () => {
  let functionError: string | undefined;
  const lambda = await serve((request, response) => {
    if (functionError) response.setHeader('x-amz-function-error', functionError);
    response.end(JSON.stringify({ path: request.url }));
  });
  const stack = await serve((_request, response) => response.end(`{"lambda":"http://127.0.0.1:${lambda}"}`));
  const args = ['--once', '--dry-run', '--local', '--port', `${stack}`];
  expect(await sweep(args)).toEqual({
    code: 0,
    stdout: expect.stringContaining('coachstream-local-cleanup-expired-sessions'),
    stderr: '',
  });
  functionError = 'Unhandled';
  expect((await sweep(args)).code).toBe(1);
});
