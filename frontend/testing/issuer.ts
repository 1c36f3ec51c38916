import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Unsigned: the page reads its tokens, and only servers verify them. */
const tokenOf = (claims: Record<string, unknown>): string =>
  [{ alg: 'RS256', kid: 'test' }, claims, 'signature']
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

const ACCOUNTS = ['demo-free', 'demo-pro', 'demo-studio'];
const LIFETIME_SECONDS = 900;

interface Grant {
  readonly account: string;
  readonly challenge: string;
  readonly nonce: string | null;
}

export interface Issuer {
  /** @returns false for what isn't the issuer's. */
  handle(request: IncomingMessage, response: ServerResponse, body: string): boolean;
  /** What a page keeps of somebody who has signed in, as oidc-client-ts writes it. */
  kept(account: string): string;
  /** Refresh tokens are good for nothing from now on. */
  revoke(): void;
}

const json = (response: ServerResponse, status: number, value: unknown) =>
  response
    .writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    .end(JSON.stringify(value));

function tokensOf(issuer: string, account: string, nonce: string | null) {
  const now = Math.floor(Date.now() / 1_000);
  const common = { iss: issuer, sub: account, iat: now, exp: now + LIFETIME_SECONDS };
  return {
    access_token: tokenOf({ ...common, token_use: 'access', client_id: 'web', jti: randomUUID() }),
    id_token: tokenOf({ ...common, aud: 'web', email: `${account}@example.com`, ...(nonce && { nonce }) }),
    refresh_token: `refresh-${account}`,
    token_type: 'Bearer',
    expires_in: LIFETIME_SECONDS,
  };
}

/**
 * An identity provider for tests of the page: authorization code with PKCE, refresh, discovery.
 * It asks for no password: one picks an account.
 */
export function createIssuer(url: string): Issuer {
  const codes = new Map<string, Grant>();
  const path = url === '' ? '/' : new URL(url).pathname;
  let isRevoked = false;

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const account = query.get('account');
    if (account === null) {
      const links = ACCOUNTS.map((name) => {
        query.set('account', name);
        return `<p><a href="${path}/authorize?${query.toString().replaceAll('&', '&amp;')}">${name}</a></p>`;
      });
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Sign in</h1>${links.join('')}`);
      return;
    }
    const code = randomUUID();
    codes.set(code, { account, challenge: query.get('code_challenge') ?? '', nonce: query.get('nonce') });
    const back = new URL(query.get('redirect_uri') ?? '/', url);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  };

  const token = (form: URLSearchParams, response: ServerResponse) => {
    const refresh = form.get('refresh_token');
    if (refresh !== null && !isRevoked)
      return json(response, 200, tokensOf(url, refresh.replace('refresh-', ''), null));
    const grant = codes.get(form.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    codes.delete(form.get('code') ?? '');
    if (!grant || grant.challenge !== verifier) return json(response, 400, { error: 'invalid_grant' });
    return json(response, 200, tokensOf(url, grant.account, grant.nonce));
  };

  const discovery = {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
  };

  return {
    kept(account) {
      const { expires_in, ...issued } = tokensOf(url, account, null);
      const now = Math.floor(Date.now() / 1_000);
      return JSON.stringify({
        ...issued,
        expires_at: now + expires_in,
        profile: { sub: account, iss: url, aud: 'web' },
      });
    },
    revoke: () => {
      isRevoked = true;
    },
    handle(request, response, body) {
      const asked = new URL(request.url ?? '/', url);
      if (!asked.pathname.startsWith(`${path}/`)) return false;
      const what = asked.pathname.slice(path.length);
      if (what === '/authorize') authorize(asked.searchParams, response);
      else if (what === '/token') token(new URLSearchParams(body), response);
      else json(response, 200, what.startsWith('/.well-known/') ? discovery : { keys: [] });
      return true;
    },
  };
}
