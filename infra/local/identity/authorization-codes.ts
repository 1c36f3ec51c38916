import { createHash, randomBytes } from 'node:crypto';

export interface Grant {
  readonly sub: string;
  readonly redirectUri: string;
  /** SHA-256 of the code verifier as base64url (RFC 7636, S256). */
  readonly codeChallenge: string;
  readonly nonce: string | undefined;
}

/** Codes of the authorization code flow. Each is valid once, for five minutes. */
export interface AuthorizationCodes {
  issue(grant: Grant): string;
  /** Uses the code up in any case. @returns `undefined` unless code, verifier and redirect URI match. */
  redeem(code: string, codeVerifier: string, redirectUri: string): Grant | undefined;
}

const LIFETIME_MS = 5 * 60_000;

export function createAuthorizationCodes(now: () => number): AuthorizationCodes {
  const grants = new Map<string, Grant & { readonly expiresAt: number }>();
  return {
    issue(grant) {
      const code = randomBytes(24).toString('base64url');
      grants.set(code, { ...grant, expiresAt: now() + LIFETIME_MS });
      return code;
    },
    redeem(code, codeVerifier, redirectUri) {
      const grant = grants.get(code);
      grants.delete(code);
      if (!grant || grant.expiresAt < now() || grant.redirectUri !== redirectUri) return undefined;
      const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
      return challenge === grant.codeChallenge ? grant : undefined;
    },
  };
}
