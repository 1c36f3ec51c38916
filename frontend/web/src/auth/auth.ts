import type { GetToken } from '#client/ports';
import { Refusal } from '#client/refusal';
import { PROBLEMS } from '#contract/problems';
import type { WebConfig } from '#contract/web-config';
import type { Account } from './account.ts';
import type { Oidc } from './oidc.ts';

export interface Auth {
  /** Who is signed in: on coming back from the sign-in page, or from before a reload. `undefined` for nobody. */
  restore(): Promise<Account | undefined>;
  /** Leaves for the sign-in page, and comes back to this one. */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  readonly getToken: GetToken;
}

export interface AuthDeps {
  /** Loaded only when there is something to do: most first visits look at the sign-in screen for a while. */
  readonly loadOidc: (config: WebConfig['auth']) => Promise<Oidc>;
  /** The sign-in can't be renewed: the person has to sign in again. */
  readonly onLost: () => void;
  readonly storage: Storage;
  readonly location: Location;
}

/** Where oidc-client-ts keeps the signed-in user, so that an empty place needs no library to be seen. */
export const userKey = ({ issuer, clientId }: WebConfig['auth']): string => `oidc.user:${issuer}:${clientId}`;

const isReturning = ({ search }: Location): boolean => {
  const query = new URLSearchParams(search);
  return query.has('state') && (query.has('code') || query.has('error'));
};

const notSignedIn = (): Refusal => {
  const { status, message } = PROBLEMS.missing_token;
  return new Refusal('missing_token', message, { status, retryable: false, retryAfterMs: undefined, details: {} });
};

export function createAuth(config: WebConfig['auth'], { loadOidc, onLost, storage, location }: AuthDeps): Auth {
  let loading: Promise<Oidc> | undefined;
  const oidc = () => {
    loading ??= loadOidc(config).catch((error: unknown) => {
      // A chunk that did not arrive may arrive the next time.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    async restore() {
      if (isReturning(location)) return (await oidc()).complete();
      return storage.getItem(userKey(config)) === null ? undefined : (await oidc()).account();
    },
    async signIn() {
      await (await oidc()).signIn(location.pathname);
    },
    async signOut() {
      await (await oidc()).signOut();
    },
    async getToken(renew) {
      const token = await (await oidc()).token(renew);
      if (token !== undefined) return token;
      onLost();
      throw notSignedIn();
    },
  };
}
