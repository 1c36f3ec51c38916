import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCognitoTokens } from '#adapters/cognito/tokens';
import { isUserId } from '#contract/ids';
import { TIERS } from '#contract/tiers';
import { createLocalClock, type LocalClock } from '../clock.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import { createIssuer } from './issuer.ts';
import { DEMO_ACCOUNTS } from './people.ts';
import { loadSigningKey } from './signing-key.ts';
import { openTokenMint, type TokenMint } from './token-mint.ts';

const APP = 'http://127.0.0.1:4000/';
const VERIFIER = randomBytes(32).toString('base64url');

let folder: string;
let clock: LocalClock;
let server: LoopbackServer;
let mint: TokenMint;
let issuer: string;
let ensured: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coachstream-issuer-'));
  clock = createLocalClock();
  ensured = [];
  await open(0);
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

async function open(port: number): Promise<void> {
  const key = await loadSigningKey(join(folder, 'key.json'));
  let listener: ReturnType<typeof createIssuer> | undefined;
  server = await serveLoopback(port, (request, response) => listener?.(request, response));
  issuer = `${server.url}/local/issuer`;
  mint = openTokenMint({ issuer, clientId: 'web', key, revokedFile: join(folder, 'revoked.log'), now: clock.now });
  const people = { ensure: async (sub: string) => void ensured.push(sub), reservations: async () => [] };
  listener = createIssuer({ issuer, clientId: 'web', key, mint, people, now: clock.now });
}

async function close(): Promise<void> {
  mint.close();
  await server.close();
}

const authorizeUrl = (changes: Record<string, string> = {}) =>
  `${issuer}/oauth2/authorize?${new URLSearchParams({
    client_id: 'web',
    redirect_uri: APP,
    response_type: 'code',
    scope: 'openid email profile',
    state: 's&t',
    nonce: 'n1',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  })}`;
const post = (path: string, form: Record<string, string>) =>
  fetch(path.startsWith('http') ? path : issuer + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
const exchangeCode = (code: string, changes: Record<string, string> = {}) =>
  post('/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: 'web',
    code,
    redirect_uri: APP,
    code_verifier: VERIFIER,
    ...changes,
  });

async function signIn(form: Record<string, string>): Promise<URL> {
  const response = await post(authorizeUrl(), form);
  return new URL(response.headers.get('location') ?? 'none:');
}

describe('signing in', () => {
  it('signs in from the page and issues tokens that the product’s verifier accepts', async () => {
    const back = await signIn({ account: 'demo-pro' });
    expect(back.origin + back.pathname).toBe(APP);
    expect(back.searchParams.get('state')).toBe('s&t');
    expect(ensured).toEqual(['demo-pro']);
    const tokens = (await (await exchangeCode(back.searchParams.get('code') ?? '')).json()) as Record<string, string>;
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    const verifier = createCognitoTokens({ issuer, clientId: 'web', jwksUri: `${issuer}/.well-known/jwks.json` });
    expect(await verifier.verify(`Bearer ${tokens['access_token']}`)).toEqual({ sub: 'demo-pro' });
    await expect(verifier.verify(`Bearer ${tokens['id_token']}`)).rejects.toMatchObject({ code: 'invalid_token' });
    await expect(verifier.verify(`Bearer ${tokens['refresh_token']}`)).rejects.toMatchObject({ code: 'invalid_token' });
    expect(decodeJwt(tokens['id_token'] ?? '')).toMatchObject({
      aud: 'web',
      nonce: 'n1',
      token_use: 'id',
      sub: 'demo-pro',
    });
    expect(decodeJwt(tokens['access_token'] ?? '')).toMatchObject({
      client_id: 'web',
      token_use: 'access',
      username: 'demo-pro',
    });
  });

  it('accepts any valid user id, and shows the form again for an invalid one', async () => {
    expect((await signIn({ userId: ' me@home ' })).searchParams.has('code')).toBe(true);
    expect(ensured).toEqual(['me@home']);
    const again = await post(authorizeUrl(), { userId: '<b>#' });
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('role="alert"');
  });

  it('the sign-in page has no scripts, and its form may redirect to the app', async () => {
    const page = await fetch(authorizeUrl({ state: '"><script>', login_hint: '"><script>me' }));
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:4000");
    const html = await page.text();
    expect(html).not.toContain('<script');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;me"');
    for (const account of Object.values(DEMO_ACCOUNTS)) expect(html).toContain(`value="${account}"`);
  });

  it.each<[string, Record<string, string>]>([
    ['another machine', { redirect_uri: 'https://evil.test/' }],
    ['a look-alike', { redirect_uri: 'http://127.0.0.1.evil.test/' }],
    ['another client', { client_id: 'other' }],
  ])('rejects an authorization request for %s without a redirect', async (_, changes) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect(response.status).toBe(400);
  });

  it.each<[string, Record<string, string>]>([
    ['invalid_request', { code_challenge: '' }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: 'email' }],
  ])('returns the OAuth error %s for the parameters %o', async (error, changes) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });
});

describe('a code', () => {
  const freshCode = async () => (await signIn({ account: 'demo-free' })).searchParams.get('code') ?? '';

  it('redeems an authorization code only once', async () => {
    const code = await freshCode();
    expect((await exchangeCode(code)).status).toBe(200);
    expect(await (await exchangeCode(code)).json()).toEqual({ error: 'invalid_grant' });
  });

  it.each([{ code_verifier: 'other' }, { redirect_uri: 'http://127.0.0.1:4000/other' }, { client_id: 'other' }])(
    'rejects an authorization code with %o',
    async (changes) => {
      expect((await exchangeCode(await freshCode(), changes)).status).toBe(400);
    },
  );

  it('rejects an authorization code after five minutes of the local clock', async () => {
    const code = await freshCode();
    clock.advance(5 * 60_000 + 1);
    expect((await exchangeCode(code)).status).toBe(400);
  });
});

describe('tokens', () => {
  const refresh = (token: string) =>
    post('/oauth2/token', { grant_type: 'refresh_token', client_id: 'web', refresh_token: token });

  it('tokens expire after 15 minutes of the local clock, and a refresh token renews them', async () => {
    const { accessToken, refreshToken } = await mint.mint('u1');
    const { iat = 0, exp = 0 } = decodeJwt(accessToken);
    expect(exp - iat).toBe(900);
    clock.advance(16 * 60_000);
    expect(await mint.subOf(accessToken)).toBeUndefined();
    const refreshed = (await (await refresh(refreshToken)).json()) as Record<string, string>;
    expect(await mint.subOf(refreshed['access_token'] ?? '')).toBe('u1');
    expect(refreshed).not.toHaveProperty('refresh_token');
    expect((await refresh(accessToken)).status).toBe(400);
  });

  it('a refresh token expires after 30 days of the local clock', async () => {
    const { refreshToken } = await mint.mint('u1');
    clock.advance(29 * 24 * 3_600_000);
    expect((await refresh(refreshToken)).status).toBe(200);
    clock.advance(24 * 3_600_000 + 1_000);
    expect(await (await refresh(refreshToken)).json()).toEqual({ error: 'invalid_grant' });
  });

  it('tokens stay valid after a restart, and revoked tokens stay revoked', async () => {
    const good = await mint.mint('u1');
    const revoked = await mint.mint('u1');
    expect((await post('/oauth2/revoke', { token: revoked.refreshToken, client_id: 'web' })).status).toBe(200);
    const { port } = server;
    await close();
    await open(port);
    expect(await mint.subOf(good.accessToken)).toBe('u1');
    expect((await refresh(good.refreshToken)).status).toBe(200);
    expect((await refresh(revoked.refreshToken)).status).toBe(400);
  });

  it('the userInfo endpoint returns the user of an access token', async () => {
    const { accessToken } = await mint.mint('u1');
    const ask = (token: string) =>
      fetch(`${issuer}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await ask(accessToken)).json()).toMatchObject({ sub: 'u1' });
    expect((await ask('nonsense')).status).toBe(401);
  });
});

it('serves an OpenID Connect configuration and its public keys', async () => {
  const configuration = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
    string,
    string
  >;
  expect(configuration['issuer']).toBe(issuer);
  const keys = (await (await fetch(configuration['jwks_uri'] ?? '')).json()) as { keys: Record<string, string>[] };
  expect(keys.keys).toHaveLength(1);
  expect(keys.keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
  expect(keys.keys[0]).not.toHaveProperty('d');
});

it('redirects to the app after sign-out, and to no other address', async () => {
  const ask = (target: string) =>
    fetch(`${issuer}/logout?client_id=web&logout_uri=${encodeURIComponent(target)}`, { redirect: 'manual' });
  expect((await ask(APP)).headers.get('location')).toBe(APP);
  expect((await ask('https://evil.test/')).status).toBe(400);
});

it('has a demo account with a valid user id for each tier', () => {
  expect(Object.keys(DEMO_ACCOUNTS)).toEqual(Object.keys(TIERS));
  expect(Object.values(DEMO_ACCOUNTS).every(isUserId)).toBe(true);
});
