import type { IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { arrayBuffer } from 'node:stream/consumers';
import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwtBaseError,
  JwtExpiredError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache, SimplePenaltyBox } from 'aws-jwt-verify/jwk';
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier';
import { CoachError } from '#ports/errors';
import type { Tokens } from '#ports/tokens';

export interface CognitoTokensDeps {
  readonly issuer: string;
  readonly clientId: string;
  /** `https:`, or `http:` on loopback for the local issuer. */
  readonly jwksUri: string;
}

/** Allowed clock skew between issuer and verifier. */
const SKEW_SECONDS = 5;

/** A key server that does not answer within this time is treated as down. */
const FETCH_TIMEOUT_MS = 3_000;

/** How soon the keys are fetched again after an unknown key id. The library's 10 s would refuse rotated keys for as long. */
const REFETCH_SECONDS = 1;

/** RFC 6750, section 2.1: one token and nothing else. The maximum length exceeds every token that Cognito issues. */
const BEARER = /^Bearer ([\w-]{1,2048}\.[\w-]{1,4096}\.[\w-]{1,2048})$/i;

/**
 * Verifies Cognito access tokens: RS256 by a key of the issuer's JWKS, issuer, client, use, and a required expiry (the
 * library accepts a token without one). Keys are fetched once and cached, so a warm request costs no I/O.
 */
export function createCognitoTokens({
  issuer,
  clientId,
  jwksUri,
}: CognitoTokensDeps): Tokens & { hydrate(): Promise<void> } {
  const verifier = JwtVerifier.create(
    {
      issuer,
      jwksUri: checkedUri(jwksUri),
      audience: null, // Cognito access tokens have no audience; the client is checked below
      graceSeconds: SKEW_SECONDS,
      customJwtCheck: ({ header, payload }) => {
        const isOurs =
          header.alg === 'RS256' &&
          header['crit'] === undefined && // RFC 7515, 4.1.11: extensions that are not understood must be refused
          payload['token_use'] === 'access' &&
          payload['client_id'] === clientId &&
          typeof payload.exp === 'number' &&
          typeof payload.sub === 'string' &&
          payload.sub.length > 0;
        if (!isOurs) throw new CoachError('invalid_token', 'not an access token of this client');
      },
    },
    {
      jwksCache: new SimpleJwksCache({
        fetcher: { fetch: fetchKeys },
        penaltyBox: new SimplePenaltyBox({ waitSeconds: REFETCH_SECONDS }),
      }),
    },
  );

  return {
    /** Fetches the keys ahead of the first request. A failure is ignored because that request fetches them again. */
    hydrate: () => verifier.hydrate().catch(() => undefined),

    async verify(authorization) {
      if (!authorization) throw new CoachError('missing_token', 'no authorization header');
      const token = BEARER.exec(authorization)?.[1];
      if (!token) throw new CoachError('invalid_token', 'not a bearer token');
      try {
        const { sub } = await verifier.verify(token);
        return { sub: sub as string };
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

/** An unknown key id, and the library's pause after one, are not listed: forged tokens stay 401 and cause no fetch. */
const KEY_SERVER_FAILURES = [FetchError, JwksNotAvailableInCacheError, JwksValidationError];

/** A wrong issuer is a `ParameterValidationError`. Bytes that are not JSON cause a `SyntaxError` or `TypeError`. */
function translate(error: unknown): CoachError {
  if (error instanceof CoachError) return error;
  if (error instanceof JwtExpiredError) return new CoachError('expired_token', 'expired', { cause: error });
  if (KEY_SERVER_FAILURES.some((failure) => error instanceof failure)) {
    return new CoachError('dependency_unavailable', 'the key server is not answering', {
      cause: error,
      retryAfterMs: 1_000,
    });
  }
  return new CoachError('invalid_token', error instanceof JwtBaseError ? 'refused' : 'unreadable', { cause: error });
}

function checkedUri(uri: string): string {
  const { protocol, hostname } = new URL(uri);
  const isLoopback = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return uri;
  throw new Error('TOKEN_JWKS_URI must be https');
}

/**
 * Uses the HTTP module of the AWS clients, because the global `fetch` or an import of `node:http` would load another
 * HTTP client for one request.
 */
async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  try {
    const get = uri.startsWith('https:') ? getHttps : (await import('node:http')).get;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(uri, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) }, resolve).once('error', reject);
    });
    if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
    const keys = await arrayBuffer(response);
    // An empty set would replace the cached keys, and every token would be refused as forged.
    if (!hasKeys(keys)) throw new Error('no keys');
    return keys;
  } catch (error) {
    throw new FetchError(uri, error);
  }
}

function hasKeys(bytes: ArrayBuffer): boolean {
  const { keys } = JSON.parse(new TextDecoder().decode(bytes)) as { keys?: unknown };
  return Array.isArray(keys) && keys.length > 0;
}
