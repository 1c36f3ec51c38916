import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { openPersistentMap } from '../invoke/persistent-map.ts';
import type { SigningKey } from './signing-key.ts';

export interface TokenSet {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Lifetime of access and id token, in seconds. */
  readonly expiresIn: number;
}

export interface TokenMint {
  mint(sub: string, nonce?: string): Promise<TokenSet>;
  /** Issues new access and id tokens, as Cognito does. @returns `undefined` for an invalid refresh token. */
  refresh(refreshToken: string): Promise<Omit<TokenSet, 'refreshToken'> | undefined>;
  /** Revokes a refresh token. Access tokens stay valid until they expire. */
  revoke(refreshToken: string): Promise<void>;
  /** The user of an access token; `undefined` if it is invalid. */
  subOf(accessToken: string): Promise<string | undefined>;
  close(): void;
}

export interface TokenMintDeps {
  readonly issuer: string;
  readonly clientId: string;
  readonly key: SigningKey;
  /** File with the revoked tokens. */
  readonly revokedFile: string;
  /** Time of the local clock, in milliseconds. */
  readonly now: () => number;
}

const ACCESS_SECONDS = 15 * 60;
const REFRESH_SECONDS = 30 * 24 * 3600;
const SCOPE = 'openid email profile';

/** Issues tokens in Cognito's format. A refresh token is self-contained, so only revoked ones are stored. */
export function openTokenMint({ issuer, clientId, key, revokedFile, now }: TokenMintDeps): TokenMint {
  const revoked = openPersistentMap<{ readonly expiresAtSeconds: number }>(revokedFile);
  const sign = (sub: string, use: string, seconds: number, claims: Record<string, unknown>) => {
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT({ ...claims, token_use: use })
      .setProtectedHeader({ alg: 'RS256', kid: key.keyId })
      .setIssuer(issuer)
      .setSubject(sub)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .setJti(randomUUID())
      .sign(key.privateKey);
  };
  const claimsOf = async (token: string, use: string) => {
    try {
      const options = { issuer, currentDate: new Date(now()), algorithms: ['RS256'] };
      const { payload } = await jwtVerify(token, key.publicJwk, options);
      return payload['token_use'] === use ? payload : undefined;
    } catch {
      return undefined;
    }
  };
  const accessAndId = async (sub: string, origin: { jti: string; authTime: number }, nonce?: string) => {
    const common = { origin_jti: origin.jti, event_id: randomUUID(), auth_time: origin.authTime };
    const [accessToken, idToken] = await Promise.all([
      sign(sub, 'access', ACCESS_SECONDS, { ...common, client_id: clientId, scope: SCOPE, username: sub, version: 2 }),
      sign(sub, 'id', ACCESS_SECONDS, {
        ...common,
        aud: clientId,
        'cognito:username': sub,
        name: sub,
        email: `${sub}@local.invalid`,
        email_verified: true,
        ...(nonce !== undefined && { nonce }),
      }),
    ]);
    return { accessToken, idToken, expiresIn: ACCESS_SECONDS };
  };

  return {
    async mint(sub, nonce) {
      const origin = { jti: randomUUID(), authTime: Math.floor(now() / 1000) };
      const tokens = await accessAndId(sub, origin, nonce);
      const refreshToken = await sign(sub, 'refresh', REFRESH_SECONDS, {
        client_id: clientId,
        origin_jti: origin.jti,
        auth_time: origin.authTime,
      });
      return { ...tokens, refreshToken };
    },
    async refresh(refreshToken) {
      const claims = await claimsOf(refreshToken, 'refresh');
      if (!claims?.sub || revoked.get(claims.jti ?? '')) return undefined;
      return accessAndId(claims.sub, { jti: String(claims['origin_jti']), authTime: Number(claims['auth_time']) });
    },
    async revoke(refreshToken) {
      const claims = await claimsOf(refreshToken, 'refresh');
      if (claims?.jti) revoked.set(claims.jti, { expiresAtSeconds: claims.exp ?? 0 });
    },
    subOf: async (accessToken) => (await claimsOf(accessToken, 'access'))?.sub,
    close: () => revoked.close(),
  };
}
