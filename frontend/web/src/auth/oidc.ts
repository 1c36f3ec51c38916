import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { WebConfig } from '#contract/web-config';
import type { Account } from './account.ts';

/** Signing in by authorization code and PKCE. This module is the only one that loads oidc-client-ts. */
export interface Oidc {
  signIn(returnTo: string): Promise<void>;
  /** Exchanges the issuer's code for tokens, and restores the address. */
  complete(): Promise<Account>;
  account(): Promise<Account | undefined>;
  /** @returns undefined when there is no token and the person has to sign in. */
  token(renew: boolean): Promise<string | undefined>;
  signOut(): Promise<void>;
}

/** A token that expires sooner is renewed before a request. */
const RENEW_BEFORE_SECONDS = 45;

const accountOf = ({ profile }: User): Account => ({
  userId: profile.sub,
  name: profile.name ?? profile.email ?? profile.preferred_username ?? profile.sub,
});

/** The page before the sign-in. */
interface Page {
  readonly path?: unknown;
  /** State of the page in the browser's history, such as that of a conversation that has not begun. */
  readonly entry?: unknown;
  /** The only person who gets the state back. */
  readonly userId?: string | undefined;
}

/** Only a path of this app: the state may have been tampered with. */
const pathOf = (path: unknown): string => (typeof path === 'string' && /^\/(?!\/)[\w/-]*$/.test(path) ? path : '/');

export function createOidc({ issuer, clientId }: WebConfig['auth']): Promise<Oidc> {
  const home = `${window.location.origin}/`;
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: home,
    post_logout_redirect_uri: home,
    scope: 'openid email profile',
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });

  let userId: string | undefined;
  const cameIn = (user: User): Account => {
    userId = user.profile.sub;
    return accountOf(user);
  };

  let renewing: Promise<User | null> | undefined;
  /** One renewal for all concurrent callers: a refresh token may be valid for one use only. */
  const renewed = () => {
    renewing ??= manager.signinSilent().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  return Promise.resolve({
    signIn: (path) => manager.signinRedirect({ state: { path, entry: window.history.state, userId } satisfies Page }),
    async complete() {
      const user = await manager.signinRedirectCallback().finally(() => window.history.replaceState(null, '', '/'));
      const page = (user.state ?? {}) as Page;
      window.history.replaceState(page.userId === user.profile.sub ? page.entry : null, '', pathOf(page.path));
      return cameIn(user);
    },
    async account() {
      const user = await manager.getUser();
      return user ? cameIn(user) : undefined;
    },
    async token(renew) {
      const user = await manager.getUser();
      if (!user) return undefined;
      const isFresh = user.expires_in !== undefined && user.expires_in > RENEW_BEFORE_SECONDS;
      if (isFresh && !renew) return user.access_token;
      if (user.refresh_token === undefined) return undefined;
      try {
        return (await renewed())?.access_token;
      } catch (error) {
        // Only the issuer's refusal ends the sign-in. After a network error the old token may still be valid.
        if (!(error instanceof ErrorResponse)) return user.access_token;
        await manager.removeUser();
        return undefined;
      }
    },
    async signOut() {
      userId = undefined;
      const end = await manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
      if (end === undefined) return manager.removeUser();
      // Cognito's names for the standard's post_logout_redirect_uri.
      await manager.signoutRedirect({ extraQueryParams: { client_id: clientId, logout_uri: home } });
    },
  });
}
