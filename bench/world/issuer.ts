import { generateKeyPairSync, sign } from 'node:crypto';
import { listen } from './loopback.ts';
import { startTlsProxy } from './tls-proxy.ts';

const CLIENT_ID = 'bench-client';
const HOUR_SECONDS = 3_600;

export interface Issuer {
  readonly origin: string;
  readonly clientId: string;
  /** An access token in Cognito's format. */
  tokenFor(sub: string): string;
  close(): void;
}

/** Serves the signing keys, and issues tokens for made-up people. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const header = { alg: 'RS256', kid: 'bench' };
  const keys = [{ ...publicKey.export({ format: 'jwk' }), ...header, use: 'sig' }];
  const server = await listen((_request, response) => void response.end(JSON.stringify({ keys })));
  const proxy = await startTlsProxy(server.origin);
  return {
    origin: proxy.origin,
    close() {
      proxy.close();
      server.close();
    },
    clientId: CLIENT_ID,
    tokenFor(sub) {
      const iat = Math.floor(Date.now() / 1_000);
      const claims = {
        iss: proxy.origin,
        sub,
        iat,
        exp: iat + HOUR_SECONDS,
        token_use: 'access',
        client_id: CLIENT_ID,
      };
      const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}
