import { expect, it } from 'vitest';
import { ModelFailure } from '#ports/model';
import { toModelFailure } from './model-failure.ts';

const named = (name: string) => Object.assign(new Error('what the person said'), { name });

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
])('takes %s for %s, and repeats nothing of what it says', (name, kind) => {
  const cause = named(name);
  const failure = toModelFailure(cause);

  expect(failure).toBeInstanceOf(ModelFailure);
  expect(failure).toMatchObject({ kind, cause, message: `the model failed: ${name}` });
});

it('lets our own mistakes fly', () => {
  const mistake = new TypeError('undefined is not a function');

  expect(toModelFailure(mistake)).toBe(mistake);
});
