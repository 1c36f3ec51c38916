import { expect, it } from 'vitest';
import { accessFailure, needsCode } from './aws-failures.ts';

const error = (name: string, message = 'no', more: object = {}) => Object.assign(new Error(message), { name, ...more });

it.each([
  [error('CredentialsProviderError', 'Could not load credentials from any providers'), /^no AWS credentials: sign in/],
  [
    error('CredentialsProviderError', 'The SSO session associated with this profile has expired.'),
    /has expired: run aws sso login$/,
  ],
  [
    error('TokenProviderError', "Token is expired. To refresh this SSO session run 'aws sso login'."),
    /run aws sso login$/,
  ],
  [
    error('CredentialsProviderError', 'Profile a requires multi-factor authentication, but no MFA code callback'),
    /asks for a code/,
  ],
  [error('ExpiredToken', 'The security token included in the request is expired'), /credentials have expired/],
  [error('ExpiredTokenException'), /credentials have expired/],
  [error('InvalidClientTokenId'), /does not accept your credentials \(InvalidClientTokenId\)/],
  [error('SignatureDoesNotMatch'), /does not accept your credentials .*clock/],
  [error('Error', 'getaddrinfo', { code: 'EAI_AGAIN' }), /cannot be reached \(EAI_AGAIN\)/],
  [error('TimeoutError', 'socket'), /cannot be reached \(TimeoutError\)/],
])('says in one line what is wrong: %s', (failure, words) => {
  expect(accessFailure(failure)).toMatch(words);
  expect(accessFailure(failure)).not.toContain('\n');
});

it('says nothing of an error that is about neither credentials nor the network', () => {
  expect(accessFailure(error('AccessDeniedException'))).toBeUndefined();
  expect(accessFailure(new TypeError('no function'))).toBeUndefined();
});

it('knows a profile for which the cdk CLI can ask a code', () => {
  expect(needsCode(error('CredentialsProviderError', 'Profile a requires multi-factor authentication'))).toBe(true);
  expect(needsCode(error('CredentialsProviderError', 'Could not load credentials'))).toBe(false);
});
