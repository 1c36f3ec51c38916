// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userKey } from './auth.ts';
import { createOidc } from './oidc.ts';

const config = { issuer: 'https://issuer.example', clientId: 'web' };
const NOW_SECONDS = 1_795_000_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW_SECONDS * 1_000 }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  window.sessionStorage.clear();
});

/** A person whose token lasts so many seconds, and an issuer that answers a renewal. */
async function signedInFor(seconds: number, renew: () => Response | Promise<Response>) {
  const profile = { sub: 'me', iss: config.issuer, aud: config.clientId };
  const user = { access_token: 'old', refresh_token: 'r1', token_type: 'Bearer', profile };
  window.sessionStorage.setItem(userKey(config), JSON.stringify({ ...user, expires_at: NOW_SECONDS + seconds }));
  const renewals: (string | null)[] = [];
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = String(input);
    if (!url.endsWith('/token'))
      return Response.json({ issuer: config.issuer, token_endpoint: `${config.issuer}/token` });
    renewals.push(new URLSearchParams(String(init?.body)).get('refresh_token'));
    return renew();
  });
  return { oidc: await createOidc(config), renewals };
}

const renewed = () =>
  Response.json({ access_token: 'new', refresh_token: 'r2', token_type: 'Bearer', expires_in: 900 });

describe('the access token', () => {
  it('returns the access token as it is while it lasts longer than 45 s', async () => {
    const { oidc, renewals } = await signedInFor(46, renewed);

    expect(await oidc.token(false)).toBe('old');
    expect(renewals).toEqual([]);
  });

  it('renews the access token before it expires, by one request for all callers', async () => {
    const { oidc, renewals } = await signedInFor(45, renewed);

    expect(await Promise.all([oidc.token(false), oidc.token(false)])).toEqual(['new', 'new']);
    expect(await oidc.token(false)).toBe('new');
    expect(renewals).toEqual(['r1']);
  });

  it('renews an access token that the server has refused, although it has not expired', async () => {
    const { oidc, renewals } = await signedInFor(900, renewed);

    expect([await oidc.token(true), await oidc.token(true)]).toEqual(['new', 'new']);
    expect(renewals).toEqual(['r1', 'r2']);
  });

  it('returns the old access token when the issuer cannot be reached', async () => {
    const { oidc } = await signedInFor(1, () => Promise.reject(new TypeError('Failed to fetch')));

    expect(await oidc.token(false)).toBe('old');
    expect(await oidc.account()).toMatchObject({ userId: 'me' });
  });

  it('forgets the account when the issuer refuses to renew its access token', async () => {
    const { oidc } = await signedInFor(1, () => Response.json({ error: 'invalid_grant' }, { status: 400 }));

    expect(await oidc.token(false)).toBeUndefined();
    expect(await oidc.account()).toBeUndefined();
  });
});
