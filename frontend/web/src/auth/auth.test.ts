// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { type AuthDeps, createAuth, userKey } from './auth.ts';
import type { Oidc } from './oidc.ts';

const config = { issuer: 'https://issuer.example', clientId: 'web' };

function setUp(search: string, oidc: Partial<Oidc> = {}, more: Partial<AuthDeps> = {}) {
  const seen = { loads: 0, lost: 0, signIns: [] as unknown[] };
  const account = { userId: 'me', name: 'Me' };
  const auth = createAuth(config, {
    storage: window.sessionStorage,
    location: { search, pathname: '/coaches/c1' } as Location,
    onLost: () => {
      seen.lost += 1;
    },
    loadOidc: () => {
      seen.loads += 1;
      return Promise.resolve({
        complete: () => Promise.resolve({ ...account, name: 'Back' }),
        account: () => Promise.resolve(account),
        token: () => Promise.resolve('token'),
        signOut: () => Promise.resolve(),
        signIn: (...asked) => Promise.resolve(void seen.signIns.push(asked)),
        ...oidc,
      });
    },
    ...more,
  });
  return { auth, seen };
}

it('loads no sign-in library for a visitor who has never signed in', async () => {
  window.sessionStorage.clear();
  const { auth, seen } = setUp('');

  expect(await auth.restore()).toBeUndefined();
  expect(seen.loads).toBe(0);
});

it('restores the account after a reload', async () => {
  window.sessionStorage.setItem(userKey(config), '{}');

  expect(await setUp('').auth.restore()).toEqual({ userId: 'me', name: 'Me' });
});

it('completes the sign-in on the way back from the issuer', async () => {
  window.sessionStorage.clear();

  expect(await setUp('?code=c&state=s').auth.restore()).toMatchObject({ name: 'Back' });
  await expect(
    setUp('?error=access_denied&state=s', { complete: () => Promise.reject(new Error('denied')) }).auth.restore(),
  ).rejects.toThrow('denied');
});

it('passes the current page to the issuer, to come back to', async () => {
  const { auth, seen } = setUp('');

  await auth.signIn();

  expect(seen.signIns).toEqual([['/coaches/c1']]);
});

it('reports a lost sign-in when no token can be had', async () => {
  const { auth, seen } = setUp('', { token: () => Promise.resolve(undefined) });

  await expect(auth.getToken(true)).rejects.toMatchObject({ code: 'missing_token', status: 401 });
  expect(seen.lost).toBe(1);
});

it('loads the sign-in library again after a failed load', async () => {
  let loads = 0;
  const { auth } = setUp(
    '',
    {},
    {
      loadOidc: () => {
        loads += 1;
        return Promise.reject(new Error('offline'));
      },
    },
  );

  await expect(auth.signIn()).rejects.toThrow('offline');
  await expect(auth.signIn()).rejects.toThrow('offline');
  expect(loads).toBe(2);
});
