const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'];
const UNKNOWN = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'AuthFailure',
];
const UNREACHABLE = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'TimeoutError',
];

/** The profile asks for a code, which only a program that can prompt for it gets. */
export const needsCode = (error: Error): boolean =>
  error.name === 'CredentialsProviderError' && error.message.includes('multi-factor');

/** What an error of the AWS SDK says about credentials or the network, in one plain line; nothing for any other. */
export function accessFailure(error: Error): string | undefined {
  const { name, message } = error;
  if (needsCode(error))
    return 'your AWS profile asks for a code: sign in to a session first, and export its credentials';
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    if (/SSO session|expired/i.test(message)) return 'your sign-in to AWS has expired: run aws sso login';
    return 'no AWS credentials: sign in or set AWS_PROFILE';
  }
  if (EXPIRED.includes(name)) return 'your AWS credentials have expired: sign in again';
  if (UNKNOWN.includes(name)) {
    return `AWS does not accept your credentials (${name}): sign in again, and compare this machine's clock`;
  }
  const code = 'code' in error ? String(error.code) : name;
  if (UNREACHABLE.includes(code)) return `AWS cannot be reached (${code}): check the network and the Region`;
  return undefined;
}

/** The first line of an AWS error, with its name. */
export const namedFailure = ({ name, message }: Error): string => `${name}: ${message.split('\n')[0]}`;
