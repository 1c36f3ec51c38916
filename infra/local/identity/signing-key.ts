import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export interface SigningKey {
  readonly privateKey: CryptoKey;
  /** The public key with its key id, as in the JWKS. */
  readonly publicJwk: JWK;
  readonly keyId: string;
}

/** Loads the issuer's key from `file`, or creates it there, so that tokens stay valid after a restart. */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  if (!existsSync(file)) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    writeFileSync(file, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  }
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const keyId = await calculateJwkThumbprint(jwk);
  const { kty, n, e } = jwk as JWK & { kty: string; n: string; e: string };
  return {
    privateKey: (await importJWK(jwk, 'RS256')) as CryptoKey,
    publicJwk: { kty, n, e, kid: keyId, alg: 'RS256', use: 'sig' },
    keyId,
  };
}
