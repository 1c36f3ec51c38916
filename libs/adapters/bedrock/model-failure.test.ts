import { expect, it } from 'vitest';
import { ModelFailure } from '#ports/model';
import { toModelFailure } from './model-failure.ts';

const named = (name: string) => Object.assign(new Error('the text of a user'), { name });

it.each([
  ['ValidationException', 'invalid'],
  ['validationException', 'invalid'],
  ['AccessDeniedException', 'invalid'],
  ['ResourceNotFoundException', 'invalid'],
  ['CredentialsProviderError', 'invalid'],
  ['ThrottlingException', 'busy'],
  ['ModelTimeoutException', 'busy'],
  ['TimeoutError', 'busy'],
  ['Error', 'busy'],
])("maps %s to %s without quoting the provider's message", (name, kind) => {
  const cause = named(name);
  const failure = toModelFailure(cause);

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
    const failure = toModelFailure(Object.assign(new Error(message), { name }));
    expect(failure).toMatchObject({ kind: 'too_long', message: `the model failed: ${name}` });
  }
});

it.each([
  'The maximum tokens you requested exceeds the model limit of 4096.',
  'Malformed input request: expected maxLength: 64, actual: 70, please reformat your input and try again.',
  'A conversation must alternate between user and assistant roles.',
])('does not take another invalid request for one that is too long: %s', (message) => {
  expect(toModelFailure(Object.assign(new Error(message), { name: 'ValidationException' }))).toMatchObject({
    kind: 'invalid',
  });
});

it('returns programming errors unchanged', () => {
  const mistake = new TypeError('undefined is not a function');

  expect(toModelFailure(mistake)).toBe(mistake);
});
