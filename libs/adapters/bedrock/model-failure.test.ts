import { expect, it } from 'vitest';
import { ModelFailure } from '#ports/model';
import { toModelFailure } from './model-failure.ts';

const MODEL = { modelId: 'us.a.model', role: 'main' } as const;
const named = (name: string) => Object.assign(new Error('the text of a user'), { name });

it.each([
  ['ValidationException', 'invalid'],
  ['validationException', 'invalid'],
  ['AccessDeniedException', 'invalid'],
  ['CredentialsProviderError', 'invalid'],
  ['UnrecognizedClientException', 'invalid'],
  ['ExpiredTokenException', 'invalid'],
  ['InvalidSignatureException', 'invalid'],
  ['ThrottlingException', 'busy'],
  ['ModelTimeoutException', 'busy'],
  ['ServiceUnavailableException', 'busy'],
  ['InternalServerException', 'busy'],
  ['TimeoutError', 'busy'],
  ['Error', 'busy'],
])("maps %s to %s without quoting the provider's message", (name, kind) => {
  const cause = named(name);
  const failure = toModelFailure(cause, MODEL);

  expect(failure).toBeInstanceOf(ModelFailure);
  expect(failure).toMatchObject({ kind, cause, message: `the model failed: ${name}` });
});

it.each([
  'Input is too long for requested model.',
  'The model returned the following errors: prompt is too long: 200049 tokens > 200000 maximum',
  'The model returned the following errors: input length and `max_tokens` exceed context limit: 199000 + 8192 > 200000',
  'Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again.',
  '400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: 9279',
  "This model's maximum context length is 8192 tokens. Please reduce the length of the prompt",
  'Malformed input request: expected maxLength: 2500000, actual: 2500100, please reformat your input and try again.',
])('recognises a request that is too long: %s', (message) => {
  for (const name of ['ValidationException', 'validationException']) {
    const failure = toModelFailure(Object.assign(new Error(message), { name }), MODEL);
    expect(failure).toMatchObject({ kind: 'too_long', message: `the model failed: ${name}` });
  }
});

it.each([
  'The maximum tokens you requested exceeds the model limit of 4096.',
  'Malformed input request: expected maxLength: 64, actual: 70, please reformat your input and try again.',
  'A conversation must alternate between user and assistant roles.',
])('does not take another invalid request for one that is too long: %s', (message) => {
  expect(toModelFailure(Object.assign(new Error(message), { name: 'ValidationException' }), MODEL)).toMatchObject({
    kind: 'invalid',
  });
});

it.each([
  [
    'ResourceNotFoundException',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days.',
    'Set COACH_MODEL_ID to an active model and deploy.',
  ],
  ['resourceNotFoundException', 'This model version has reached the end of its life.', 'AWS has ended us.a.model'],
  ['ResourceNotFoundException', 'Model not found.', 'Bedrock knows no model us.a.model in this Region.'],
  ['ValidationException', 'The provided model identifier is invalid.', 'Bedrock knows no model us.a.model'],
  [
    'ValidationException',
    'Invocation of model ID a.model with on-demand throughput isn’t supported. Retry your request with …',
    'can only be called by an inference profile',
  ],
  [
    'ResourceNotFoundException',
    'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form.',
    'Send it in the Bedrock console',
  ],
  [
    'AccessDeniedException',
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions',
    'Invoke it once as an administrator',
  ],
  ['AccessDeniedException', "You don't have access to the model with the specified model ID.", 'Invoke it once'],
  ['ValidationException', 'Operation not allowed', 'Invoke it once as an administrator'],
  ['ValidationException', 'Model use case details have not been submitted for this account.', 'Send it in the Bedrock'],
])('says what an operator does when a model is unusable: %s: %s', (name, message, advice) => {
  const failure = toModelFailure(Object.assign(new Error(message), { name }), MODEL);

  expect(failure).toMatchObject({ kind: 'unusable', message: expect.stringContaining(advice) });
  expect(String(failure)).toMatch(new RegExp(`the model failed: ${name}\\. `));
});

it('names the setting of the small model', () => {
  const ended = Object.assign(new Error('… end of its life.'), { name: 'ResourceNotFoundException' });

  expect(String(toModelFailure(ended, { ...MODEL, role: 'small' }))).toContain('Set COACH_SMALL_MODEL_ID');
});

it('treats missing permissions as a fault of the deployment, and says so', () => {
  const message =
    'User: arn:aws:sts::1:assumed-role/r is not authorized to perform: bedrock:InvokeModel on resource: x';
  const denied = Object.assign(new Error(message), { name: 'AccessDeniedException' });

  expect(toModelFailure(denied, MODEL)).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining("The caller's permissions"),
  });
});

it('returns programming errors unchanged', () => {
  const mistake = new TypeError('undefined is not a function');

  expect(toModelFailure(mistake, MODEL)).toBe(mistake);
});
