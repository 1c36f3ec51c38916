import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { commandOf, createServers, failsWith, KEYS } from './command-fixtures.ts';

const doctor = commandOf(fileURLToPath(new URL('./doctor.ts', import.meta.url)));
const deploy = commandOf(fileURLToPath(new URL('./cdk.ts', import.meta.url)));
const { serve, portThatIsFree } = createServers();

const xml = (operation: string, inner: string) =>
  `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`;
const xmlError = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
const IDENTITY = xml('GetCallerIdentity', '<Arn>arn:aws:iam::123456789012:user/a</Arn><Account>123456789012</Account>');
const TOOLKIT = xml(
  'DescribeStacks',
  '<Stacks><member><StackName>CDKToolkit</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs><member>' +
    '<OutputKey>BootstrapVersion</OutputKey><OutputValue>30</OutputValue></member></Outputs></member></Stacks>',
);

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly error?: string;
}
const answer = (body: string | object, status = 200, error?: string): Answer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...(error && { error }),
});
type Answers = Readonly<Record<'caller' | 'stack' | 'limits' | 'function' | 'model', Answer>>;

const ALL_WELL: Answers = {
  caller: answer(IDENTITY),
  stack: answer(TOOLKIT),
  limits: answer({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } }),
  function: answer({ Message: 'Function not found' }, 404, 'ResourceNotFoundException'),
  model: answer({ output: { message: { role: 'assistant', content: [{ text: 'H' }] } }, stopReason: 'max_tokens' }),
};

/** The services of AWS on one port, as they answer over HTTP. @returns the settings that lead there. */
async function aws(answers: Partial<Answers>) {
  const all = { ...ALL_WELL, ...answers };
  const requests: { url: string; body: string }[] = [];
  const port = await serve(async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const url = request.url ?? '';
    requests.push({ url, body });
    const { status, body: text, error } = all[wanted(url, body)];
    response.writeHead(status, error ? { 'x-amzn-errortype': error } : {}).end(text);
  });
  return { environment: { ...KEYS, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }, requests };
}

function wanted(url: string, body: string): keyof Answers {
  if (body.includes('GetCallerIdentity')) return 'caller';
  if (body.includes('DescribeStacks')) return 'stack';
  if (url.includes('/account-settings')) return 'limits';
  if (url.includes('/functions/')) return 'function';
  return 'model';
}

it('prints a line for each check of an account that is ready, and calls each model once for one token', async () => {
  const { environment, requests } = await aws({});

  const { code, stdout, stderr } = await doctor(
    ['-c', 'COACH_MODEL_ID=eu.a.model', '-c', 'COACH_SMALL_MODEL_ID=eu.b'],
    environment,
  );

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/^ok {6}Node: 24\./),
    'ok      credentials: account 123456789012, arn:aws:iam::123456789012:user/a',
    'ok      Region: eu-west-1 has Bedrock and streams',
    'ok      bootstrap: version 30',
    'ok      concurrency: 1000 executions at once',
    'ok      main model eu.a.model: answers',
    'ok      small model eu.b: answers',
    'skipped image model: COACH_IMAGE_MODEL_ID is off, so no pictures are drawn',
  ]);
  const calls = requests.filter(({ url }) => url.startsWith('/model/'));
  expect(calls.map(({ url }) => url)).toEqual(['/model/eu.a.model/converse', '/model/eu.b/converse']);
  expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ inferenceConfig: { maxTokens: 1 } });
});

it('has the image model draw one small picture, in its own Region', async () => {
  const { environment, requests } = await aws({});
  const model = 'us-west-2/stability.sd3-5-large-v1:0';

  const { code, stdout } = await doctor(['-c', `COACH_IMAGE_MODEL_ID=${model}`], environment);

  expect(code).toBe(0);
  expect(stdout).toContain('ok      image model stability.sd3-5-large-v1:0: draws\n');
  const call = requests.find(({ url }) => url.endsWith('/invoke'));
  expect(call?.url).toBe(`/model/${encodeURIComponent('stability.sd3-5-large-v1:0')}/invoke`);
  expect(JSON.parse(call?.body ?? '')).toEqual({ prompt: expect.any(String), output_format: 'png' });
});

it('says what to do about each failure, and fails', async () => {
  const { environment } = await aws({
    stack: answer(xmlError('ValidationError', 'Stack with id CDKToolkit does not exist'), 400),
    limits: answer({ AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } }),
    model: answer(
      { message: "You don't have access to the model with the specified model ID." },
      403,
      'AccessDeniedException',
    ),
  });

  const { code, stdout } = await doctor(['--stage', 'dev', '-c', 'STREAM_CONCURRENCY=1'], environment);

  expect(code).toBe(1);
  expect(stdout).toContain('failed  bootstrap: run npx cdk bootstrap aws://123456789012/eu-west-1\n');
  expect(stdout).toMatch(/^failed {2}concurrency: this stage reserves 3 of 10 .* to 103,/m);
  expect(stdout.match(/^failed {2}(main|small) model .*administrator/gm)).toHaveLength(2);
});

it('says which right is missing for a check, and still runs the other checks', async () => {
  const message = 'User: a is not authorized to perform: lambda:GetAccountSettings';
  const { environment } = await aws({ limits: answer({ Message: message }, 403, 'AccessDeniedException') });

  const { code, stdout } = await doctor([], environment);

  expect(code).toBe(1);
  expect(stdout).toContain(`failed  concurrency: could not be checked: AccessDeniedException: ${message}\n`);
  expect(stdout.match(/^ok {6}(main|small) model /gm)).toHaveLength(2);
});

it.each([
  ['no credentials', {}, /no AWS credentials/],
  [
    'an expired token',
    { caller: answer(xmlError('ExpiredToken', 'The security token included in the request is expired'), 403) },
    /credentials have expired/,
  ],
])('skips what needs credentials with %s', async (name, answers, words) => {
  const environment = name === 'no credentials' ? {} : (await aws(answers)).environment;

  const { code, stdout } = await doctor([], environment);

  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`^failed {2}credentials: .*${words.source}`, 'm'));
  expect(stdout.match(/^skipped /gm)).toHaveLength(6);
});

it.each(['local', 'nope'])('refuses the stage %s in one line', async (stage) => {
  expect(await doctor(['--stage', stage])).toEqual(failsWith(/--stage is dev or prod/));
});

it('refuses a wrong setting in one line', async () => {
  expect(await doctor(['-c', 'SES_IDENTITY=nobody'])).toEqual(failsWith(/.*SES_IDENTITY: must be an address/));
});

it.each(['deploy', 'destroy'])(
  '%s without credentials ends with one line before anything is built',
  async (command) => {
    expect(await deploy([command, '--stage', 'dev'])).toEqual(
      failsWith(/no AWS credentials: sign in or set AWS_PROFILE/),
    );
  },
);

it('a deployment with an expired token ends with one line before anything is built', async () => {
  const { environment } = await aws({ caller: answer(xmlError('ExpiredToken', 'is expired'), 403) });

  expect(await deploy(['deploy', '--stage', 'dev'], environment)).toEqual(
    failsWith(/your AWS credentials have expired/),
  );
});

it('a deployment without a network ends with one line before anything is built', async () => {
  const environment = { ...KEYS, AWS_ENDPOINT_URL: `http://127.0.0.1:${await portThatIsFree()}` };

  expect(await deploy(['deploy', '--stage', 'dev'], environment)).toEqual(failsWith(/AWS cannot be reached/));
});

it.each([
  ['deploy', [], 'cdk deploy --all'],
  ['deploy', ['--yes'], 'cdk deploy --all --require-approval never'],
  ['destroy', [], 'cdk destroy --all'],
  ['destroy', ['-y'], 'cdk destroy --all --force'],
  ['synth', [], 'cdk synth -q'],
])('%s with %j runs cdk for every stack of the stage with its settings, and has its exit code', async (...row) => {
  const [command, options, line] = row;
  const folder = mkdtempSync(join(tmpdir(), 'coachstream-cdk-'));
  writeFileSync(join(folder, 'cdk'), '#!/bin/sh\necho "ran: cdk $*"\nexit 3\n');
  chmodSync(join(folder, 'cdk'), 0o755);
  const { environment } = await aws({});
  const args = [command, '--stage', 'prod', '-c', 'COACH_NOTICE=a=b', ...options];

  const ended = await deploy(args, { ...environment, PATH: `${folder}:${process.env['PATH']}` });
  rmSync(folder, { recursive: true });

  const whole = `${line} -c stage=prod -c COACH_NOTICE=a=b`;
  expect(ended).toEqual({ code: 3, stdout: `${whole}\nran: ${whole}\n`, stderr: '' });
});
