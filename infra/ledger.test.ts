import { fileURLToPath } from 'node:url';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynoxideBinary, startDynoxide } from '#testing/local-dynamo';
import { TABLE_NAME } from '#testing/tables';
import { commandOf, createServers, failsWith, KEYS } from './command-fixtures.ts';

const ledger = commandOf(fileURLToPath(new URL('./ledger.ts', import.meta.url)));
const ASK = ['--user', 'me', '--check'];

const { serve, portThatIsFree } = createServers();

it('--help explains every option', async () => {
  const { code, stdout } = await ledger(['--help']);
  expect(code).toBe(0);
  for (const option of ['stage', 'user', 'check', 'repair', 'port', 'help']) expect(stdout).toContain(`--${option}`);
});

it.each([
  ['an unknown stage', ['--stage', 'staging', ...ASK], /--stage is dev, prod or local, not staging/],
  ['an unknown option', ['--never'], /Unknown option '--never'/],
  ['a missing user', ['--check'], /--user names the user/],
  ['a user that no token has', ['--user', 'a b', '--check'], /--user names the user/],
  ['neither check nor repair', ['--user', 'me'], /name either --check or --repair/],
  ['both check and repair', [...ASK, '--repair'], /name either --check or --repair/],
  ['a missing Region', ASK, /no AWS Region/],
])('%s is reported in one line', async (_, args, words) => {
  expect(await ledger(args)).toEqual(failsWith(words));
});

it('missing credentials are reported in one line', async () => {
  expect(await ledger(ASK, { AWS_REGION: 'eu-west-1' })).toEqual(failsWith(/no AWS credentials/));
});

it('a stack that does not run is reported in one line with its port', async () => {
  const port = await portThatIsFree();
  const words = new RegExp(`no stack answers on port ${port}`);
  expect(await ledger(['--stage', 'local', '--port', `${port}`, ...ASK])).toEqual(failsWith(words));
});

it.each(['<html>', '{}', 'null'])(
  'another server on the port of the stack is reported in one line: %s',
  async (body) => {
    const port = await serve((_request, response) => response.end(body));
    const args = ['--stage', 'local', '--port', `${port}`, ...ASK];
    expect(await ledger(args)).toEqual(failsWith(/no stack answers/));
  },
);

it.each([
  ['ResourceNotFoundException', 404, /this stage is not deployed/],
  ['AccessDeniedException', 403, /the ledger could not be read: AccessDeniedException/],
])('a refusal by AWS is reported in one line: %s', async (name, status, words) => {
  const port = await serve((_request, response) => {
    response.writeHead(status, { 'x-amzn-errortype': name, 'content-type': 'application/json' });
    response.end('{"message":"no"}');
  });
  expect(await ledger(ASK, { ...KEYS, AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}` })).toEqual(failsWith(words));
});

describe.runIf(dynoxideBinary() !== undefined)('the ledger of a user', () => {
  it.each(['local', 'dev'])('is checked, repaired and right after that, on the stage %s', async (stage) => {
    const engine = await startDynoxide();
    const answer = { dynamodb: engine.endpoint, table: TABLE_NAME, Environment: { Variables: { TABLE_NAME } } };
    const asked = new Set<string | undefined>();
    const port = await serve((request, response) => {
      asked.add(request.url);
      response.end(JSON.stringify(answer));
    });
    const endpoints = {
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}`,
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    };
    const run = (...args: string[]) =>
      ledger(
        ['--stage', stage, '--port', `${port}`, '--user', 'me', ...args],
        stage === 'dev' ? { ...KEYS, ...endpoints } : {},
      );
    try {
      expect(await run('--check')).toEqual({
        code: 0,
        stdout: 'no budget and no reservation of this user\n',
        stderr: '',
      });
      const put = (item: object) =>
        engine.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { pk: 'U#me', ...item } }));
      await put({ sk: 'RES#2026-11#t', state: 'settled', amount: 400 });
      await put({ sk: 'BUDGET#2026-11', committed: 500, spent: 400, live: 0 });
      const line = '2026-11: committed is 500, and its reservations make 400\n';
      expect(await run('--check')).toEqual({ code: 1, stdout: line, stderr: '' });
      expect(await run('--repair')).toEqual({ code: 0, stdout: `${line}2026-11: repaired\n`, stderr: '' });
      expect(await run('--check')).toEqual({ code: 0, stdout: 'no difference\n', stderr: '' });
      // The table is a setting of the stage's own function.
      expect([...asked]).toEqual([
        stage === 'local'
          ? '/local/endpoints'
          : '/2015-03-31/functions/coachstream-dev-cleanup-expired-sessions/configuration',
      ]);
    } finally {
      await engine.stop();
    }
  });
});
