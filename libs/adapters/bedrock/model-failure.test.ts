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

it('returns programming errors unchanged', () => {
  const mistake = new TypeError('undefined is not a function');

  expect(toModelFailure(mistake)).toBe(mistake);
});
