import { KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCognitoTokens } from './tokens.ts';

const ISSUER = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Test';
const CLIENT = 'client-1';
const SUB = 'a-person';

/** Uses real keys behind a real key server on loopback. */
describe('the Cognito access token verifier', async () => {
  const ours = await generateKeyPair('RS256', { extractable: true });
  const foreign = await generateKeyPair('RS256', { extractable: true });
  const weaker = await generateKeyPair('ES256', { extractable: true });
  let server: Server;
  let jwksUri: string;
  let fetches = 0;
  let keys: object[] = [];

  beforeAll(async () => {
    keys = [
      { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' },
      { ...(await exportJWK(weaker.publicKey)), kid: 'published', alg: 'ES256', use: 'sig' },
    ];
    server = createServer((_, response) => {
      fetches += 1;
      response.end(JSON.stringify({ keys }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(() => server.close());

  const tokens = () => createCognitoTokens({ issuer: ISSUER, clientId: CLIENT, jwksUri });
  const mint = (
    claims: JWTPayload = {},
    { key = ours.privateKey, kid = 'k1', alg = 'RS256', expires = '10m' as string | null } = {},
  ) => {
    const token = new SignJWT({ token_use: 'access', client_id: CLIENT, sub: SUB, iss: ISSUER, ...claims })
      .setProtectedHeader({ alg, kid })
      .setIssuedAt();
    return (expires === null ? token : token.setExpirationTime(expires)).sign(key);
  };
  /** Signed by hand, because `jose` refuses to sign headers that RFC 7515 forbids. */
  const signedWith = async (header: object) => {
    const claims = (await mint()).split('.')[1];
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'k1', ...header })).toString('base64url');
    const signature = sign('sha256', Buffer.from(`${head}.${claims}`), KeyObject.from(ours.privateKey));
    return `${head}.${claims}.${signature.toString('base64url')}`;
  };
  const codeOf = async (authorization: string | undefined) =>
    tokens()
      .verify(authorization)
      .catch((error: { code: string }) => error.code);

  it('returns the user of a token and fetches the keys once for all tokens', async () => {
    const verifier = tokens();
    const before = fetches;
    for (const scheme of ['Bearer', 'bearer']) {
      expect(await verifier.verify(`${scheme} ${await mint()}`)).toEqual({ sub: SUB });
    }
    expect(fetches - before).toBe(1);
  });

  it('answers missing_token without a token', async () => {
    expect(await codeOf(undefined)).toBe('missing_token');
    expect(await codeOf('')).toBe('missing_token');
  });

  it('accepts an expired token for a few seconds of clock skew', async () => {
    for (const expires of ['-1m', '-6s']) {
      expect(await codeOf(`Bearer ${await mint({}, { expires })}`)).toBe('expired_token');
    }
    expect(await codeOf(`Bearer ${await mint({}, { expires: '-2s' })}`)).toEqual({ sub: SUB });
  });

  it.each([
    ['no expiry', () => mint({}, { expires: null })],
    ['another issuer', () => mint({ iss: 'https://example.com' })],
    ['another client', () => mint({ client_id: 'other' })],
    ['the use of an id token', () => mint({ token_use: 'id' })],
    ['no subject', () => mint({ sub: '' })],
    ['a future start', () => mint({ nbf: Date.now() / 1_000 + 600 })],
    ['a foreign key', () => mint({}, { key: foreign.privateKey })],
    ['an unknown key id', () => mint({}, { kid: 'k2' })],
    ['another algorithm', () => mint({}, { key: weaker.privateKey, alg: 'ES256' })],
    [
      'another algorithm, whose key the issuer has published',
      () => mint({}, { key: weaker.privateKey, alg: 'ES256', kid: 'published' }),
    ],
    ['a critical extension', () => signedWith({ crit: ['exp'], exp: Date.now() / 1_000 + 600 })],
    ['an empty list of critical extensions', () => signedWith({ crit: [] })],
    ['no signature', async () => `${(await mint()).split('.').slice(0, 2).join('.')}.`],
    [
      'the algorithm none',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await mint()).split('.')[1]}.`,
    ],
    ['bytes that are no JSON', () => Promise.resolve('abc.def.ghi')],
    ['sixteen kilobytes', () => mint({ scope: 'a'.repeat(16_000) })],
  ])('rejects a token with %s', async (_, make) => {
    expect(await codeOf(`Bearer ${await make()}`)).toBe('invalid_token');
  });

  it('rejects a token when any of its characters is changed', async () => {
    const token = await mint();
    const places = Array.from({ length: 60 }, (_, index) => Math.floor((index * (token.length - 1)) / 60));
    for (const place of places) {
      const flipped = token[place] === 'A' ? 'B' : 'A';
      const changed = `${token.slice(0, place)}${flipped}${token.slice(place + 1)}`;
      if (changed !== token) expect(await codeOf(`Bearer ${changed}`), `at ${place}`).toBe('invalid_token');
    }
  });

  it.each(['Basic abc', 'Bearer', 'Bearer a b', 'Bearer a.b.c, Bearer a.b.c', 'Token a.b.c'])(
    'rejects the authorization header %j',
    async (header) => {
      expect(await codeOf(header)).toBe('invalid_token');
    },
  );

  it('answers dependency_unavailable while the key server is down', async () => {
    const down = createCognitoTokens({ issuer: ISSUER, clientId: CLIENT, jwksUri: 'http://127.0.0.1:9/jwks.json' });
    await expect(down.verify(`Bearer ${await mint()}`)).rejects.toMatchObject({ code: 'dependency_unavailable' });
  });

  it.each(['{"keys":[]}', '{}', 'null', '[]'])(
    'answers dependency_unavailable when the key server has %s',
    async (body) => {
      const empty = createServer((_, response) => response.end(body));
      await new Promise<void>((resolve) => empty.listen(0, '127.0.0.1', resolve));
      const { port } = empty.address() as AddressInfo;
      const verifier = createCognitoTokens({ issuer: ISSUER, clientId: CLIENT, jwksUri: `http://127.0.0.1:${port}/` });
      await expect(verifier.verify(`Bearer ${await mint()}`)).rejects.toMatchObject({ code: 'dependency_unavailable' });
      empty.close();
    },
  );

  it('answers dependency_unavailable when the key server answers with an error', async () => {
    const broken = createServer((_, response) => response.writeHead(503).end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const { port } = broken.address() as AddressInfo;
    const verifier = createCognitoTokens({ issuer: ISSUER, clientId: CLIENT, jwksUri: `http://127.0.0.1:${port}/` });
    await verifier.hydrate();
    await expect(verifier.verify(`Bearer ${await mint()}`)).rejects.toMatchObject({
      code: 'dependency_unavailable',
      retryAfterMs: 1_000,
    });
    broken.close();
  });

  it('fetches the keys ahead of the first token', async () => {
    const verifier = tokens();
    const before = fetches;
    await verifier.hydrate();
    expect(fetches - before).toBe(1);
    expect(await verifier.verify(`Bearer ${await mint()}`)).toEqual({ sub: SUB });
    expect(fetches - before).toBe(1);
  });

  it('accepts a rotated key soon while forged key ids are tried, and keeps known keys when the server has none', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const verifier = tokens();
    const rotated = await generateKeyPair('RS256', { extractable: true });
    await verifier.verify(`Bearer ${await mint()}`);
    const refusalOf = (token: string) =>
      verifier.verify(`Bearer ${token}`).then(
        () => 'accepted',
        (error: { code: string }) => error.code,
      );
    const forged = await Promise.all([1, 2, 3].map((place) => mint({}, { kid: `forged-${place}` })));
    for (const token of forged) expect(await refusalOf(token)).toBe('invalid_token');
    const known = keys;
    keys = [...keys, { ...(await exportJWK(rotated.publicKey)), kid: 'k3', alg: 'RS256', use: 'sig' }];
    const fresh = await mint({}, { kid: 'k3', key: rotated.privateKey });
    const flood = async () => {
      for (const token of forged) await refusalOf(token);
      return refusalOf(fresh);
    };
    expect(await flood()).toBe('invalid_token');
    vi.advanceTimersByTime(1_000); // the library would wait for ten seconds
    expect(await flood()).toBe('accepted');
    vi.useRealTimers();
    keys = [];
    expect(await refusalOf(forged[0] as string)).toMatch(/invalid_token|dependency_unavailable/);
    expect(await refusalOf(fresh)).toBe('accepted');
    keys = known;
  });

  it('refuses a key server without https', () => {
    expect(() =>
      createCognitoTokens({ issuer: ISSUER, clientId: CLIENT, jwksUri: 'http://keys.example.com/' }),
    ).toThrow('https');
  });
});
