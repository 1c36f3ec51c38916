import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { commandOf, createServers, failsWith, KEYS } from './command-fixtures.ts';

const sweep = commandOf(fileURLToPath(new URL('./sweep.ts', import.meta.url)));

const { serve, portThatIsFree } = createServers();

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
  const lambda = await serve(async (request, response) => {
    const sent = Buffer.concat(await request.toArray()).toString();
    if (functionError) response.setHeader('x-amz-function-error', functionError);
    response.end(JSON.stringify({ path: request.url, sent }));
  });
  const stack = await serve((_request, response) => response.end(`{"lambda":"http://127.0.0.1:${lambda}"}`));
  const args = ['--once', '--local', '--port', `${stack}`];
  const { code, stdout, stderr } = await sweep(args);
  expect({ code, stderr, printed: JSON.parse(stdout) }).toEqual({
    code: 0,
    stderr: '',
    printed: {
      path: '/2015-03-31/functions/coachstream-local-cleanup-expired-sessions/invocations',
      sent: '{"dryRun":false}',
    },
  });
  functionError = 'Unhandled';
  expect((await sweep(args)).code).toBe(1);
});

it('a dry sweep of a deployed stage asks the sweeper of that stage to change nothing', async () => {
  const port = await serve(async (request, response) => {
    const sent = Buffer.concat(await request.toArray()).toString();
    response.end(JSON.stringify({ path: request.url, sent }));
  });
  const environment = { ...KEYS, AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}` };
  const { stdout } = await sweep(['--stage', 'prod', '--dry-run'], environment);
  expect(JSON.parse(stdout)).toEqual({
    path: '/2015-03-31/functions/coachstream-prod-cleanup-expired-sessions/invocations',
    sent: '{"dryRun":true}',
  });
});
