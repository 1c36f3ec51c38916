import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUserId } from '#contract/ids';
import { splitTarget } from '../gateways/request-parts.ts';
import { readBody, sendJson } from '../loopback-server.ts';
import { createAuthorizationCodes } from './authorization-codes.ts';
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts';
import type { People } from './people.ts';
import { SIGN_IN_STYLE, signInPage } from './sign-in-page.ts';
import type { SigningKey } from './signing-key.ts';
import type { TokenMint } from './token-mint.ts';

export interface IssuerDeps {
  /** The issuer's URL, the base of its paths. */
  readonly issuer: string;
  readonly clientId: string;
  readonly key: SigningKey;
  readonly mint: TokenMint;
  readonly people: People;
  readonly now: () => number;
}

type Answer = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => void | Promise<void>;

const FORM_LIMIT_BYTES = 64 * 1024;

/** Replaces Cognito: authorization code with PKCE, refresh, revocation, sign-out, and the public key of its tokens. */
export function createIssuer(deps: IssuerDeps) {
  const { issuer, key } = deps;
  const base = new URL(issuer).pathname;
  const authorize = createAuthorize(deps);
  const routes: Readonly<Record<string, Answer>> = {
    'GET /.well-known/openid-configuration': (_, response) => sendJson(response, 200, configurationOf(issuer)),
    'GET /.well-known/jwks.json': (_, response) => sendJson(response, 200, { keys: [key.publicJwk] }),
    'GET /style.css': (_, response) => void response.writeHead(200, { 'content-type': 'text/css' }).end(SIGN_IN_STYLE),
    'GET /oauth2/authorize': authorize.show,
    'POST /oauth2/authorize': authorize.decide,
    'POST /oauth2/token': authorize.token,
    'POST /oauth2/revoke': async (request, response) => {
      await deps.mint.revoke((await formOf(request)).get('token') ?? '');
      response.writeHead(200).end();
    },
    'GET /oauth2/userInfo': async (request, response) => {
      const sub = await deps.mint.subOf(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
      if (sub === undefined) return sendJson(response, 401, { error: 'invalid_token' });
      sendJson(response, 200, { sub, username: sub, email: `${sub}@local.invalid`, email_verified: 'true' });
    },
    'GET /logout': (_, response, query) => {
      const target = query.get('logout_uri') ?? query.get('post_logout_redirect_uri') ?? '';
      if (!isLoopbackUrl(target)) return sendJson(response, 400, { error: 'invalid_request' });
      const state = query.get('state');
      redirect(response, target, state === null ? {} : { state });
    },
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, query } = splitTarget(request.url ?? '/');
    const answer = routes[`${request.method} ${path.slice(base.length)}`];
    if (!answer) return sendJson(response, 404, { error: 'not_found' });
    await answer(request, response, new URLSearchParams(query));
  };
}

function createAuthorize({ issuer, clientId, mint, people, now }: IssuerDeps) {
  const codes = createAuthorizationCodes(now);
  const read = (query: URLSearchParams) => readAuthorizeRequest(query, clientId, isLoopbackUrl);
  const showPage = (response: ServerResponse, asked: AuthorizeRequest, query: URLSearchParams, message?: string) => {
    response.writeHead(message ? 422 : 200, pageHeaders(new URL(asked.redirectUri).origin));
    const action = `${issuer}/oauth2/authorize?${query}`;
    response.end(
      signInPage({ action, styleUrl: `${issuer}/style.css`, hint: asked.hint, ...(message && { message }) }),
    );
  };
  /** @returns `undefined` when the request was rejected and answered. */
  const accept = (response: ServerResponse, query: URLSearchParams): AuthorizeRequest | undefined => {
    const asked = read(query);
    if ('refusal' in asked) sendJson(response, 400, { error: 'invalid_request', error_description: asked.refusal });
    else if ('error' in asked) redirect(response, asked.redirectUri, { error: asked.error, ...asked.state });
    else return asked;
    return undefined;
  };
  const show: Answer = (_, response, query) => {
    const asked = accept(response, query);
    if (asked) showPage(response, asked, query);
  };
  const decide: Answer = async (request, response, query) => {
    const asked = accept(response, query);
    if (!asked) return;
    const form = await formOf(request);
    const sub = form.get('account') || (form.get('userId') ?? '').trim();
    if (!isUserId(sub)) return showPage(response, asked, query, 'A user id has letters, digits and . @ + - _ only.');
    await people.ensure(sub);
    const { redirectUri, codeChallenge, nonce } = asked;
    redirect(response, redirectUri, { code: codes.issue({ sub, redirectUri, codeChallenge, nonce }), ...asked.state });
  };
  const token: Answer = async (request, response) => {
    const form = await formOf(request);
    const field = (name: string) => form.get(name) ?? '';
    if (field('client_id') !== clientId) return sendJson(response, 400, { error: 'invalid_client' });
    if (field('grant_type') === 'refresh_token') {
      const tokens = await mint.refresh(field('refresh_token'));
      return tokens ? sendTokens(response, tokens) : sendJson(response, 400, { error: 'invalid_grant' });
    }
    if (field('grant_type') !== 'authorization_code')
      return sendJson(response, 400, { error: 'unsupported_grant_type' });
    const grant = codes.redeem(field('code'), field('code_verifier'), field('redirect_uri'));
    if (!grant) return sendJson(response, 400, { error: 'invalid_grant' });
    sendTokens(response, await mint.mint(grant.sub, grant.nonce));
  };
  return { show, decide, token };
}

function sendTokens(
  response: ServerResponse,
  tokens: { accessToken: string; idToken: string; refreshToken?: string; expiresIn: number },
): void {
  sendJson(response, 200, {
    access_token: tokens.accessToken,
    id_token: tokens.idToken,
    ...(tokens.refreshToken !== undefined && { refresh_token: tokens.refreshToken }),
    token_type: 'Bearer',
    expires_in: tokens.expiresIn,
  });
}

const formOf = async (request: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString());

function redirect(response: ServerResponse, target: string, parameters: Readonly<Record<string, string>>): void {
  const url = new URL(target);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  response.writeHead(303, { location: url.href, 'cache-control': 'no-store' }).end();
}

/** Redirects may go to this machine only. */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash } = new URL(text);
  return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && hash === '';
}

const pageHeaders = (redirectOrigin: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    // The form redirects to the app, and browsers apply form-action to redirects too.
    `form-action 'self' ${redirectOrigin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

function configurationOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    token_endpoint: `${issuer}/oauth2/token`,
    userinfo_endpoint: `${issuer}/oauth2/userInfo`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    end_session_endpoint: `${issuer}/logout`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  };
}
