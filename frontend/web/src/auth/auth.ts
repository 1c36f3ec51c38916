import type { GetToken } from '#client/ports';
import { Refusal } from '#client/refusal';
import { PROBLEMS } from '#contract/problems';
import type { WebConfig } from '#contract/web-config';
import type { Account } from './account.ts';
import type { Oidc } from './oidc.ts';

export interface Auth {
  /** The account after coming back from the issuer, or after a reload. `undefined` when no one is signed in. */
  restore(): Promise<Account | undefined>;
  /** Goes to the issuer's page, which comes back to this one. */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  readonly getToken: GetToken;
}

export interface AuthDeps {
  /** Loads the library when it is needed: not for a visitor who looks at the sign-in screen. */
  readonly loadOidc: (config: WebConfig['auth']) => Promise<Oidc>;
  /** The sign-in can't be renewed: the person has to sign in again. */
  readonly onLost: () => void;
  readonly storage: Storage;
  readonly location: Location;
}

/** The storage key of oidc-client-ts for the user, so that its absence is known without the library. */
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
      // The next attempt may succeed.
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
