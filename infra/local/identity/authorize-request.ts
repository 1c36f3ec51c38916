export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly nonce: string | undefined;
  /** The user id that the app suggests; may be empty. */
  readonly hint: string;
  /** Returned to the client unchanged. */
  readonly state: { readonly state?: string };
}

/** A rejected request. The client receives an OAuth error at its redirect URI. */
export interface RefusedBack {
  readonly redirectUri: string;
  readonly error: 'invalid_request' | 'unsupported_response_type' | 'invalid_scope';
  readonly state: { readonly state?: string };
}

/** A rejected request whose redirect URI is not trusted, so that no redirect happens. */
export interface RefusedHere {
  readonly refusal: string;
}

/** Parses an authorization request (RFC 6749 and RFC 7636). PKCE with S256 is required. */
export function readAuthorizeRequest(
  query: URLSearchParams,
  clientId: string,
  isAllowed: (redirectUri: string) => boolean,
): AuthorizeRequest | RefusedBack | RefusedHere {
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== clientId) return { refusal: 'unknown client_id' };
  if (!isAllowed(redirectUri)) return { refusal: 'redirect_uri must be on this machine' };
  const given = query.get('state');
  const state = given === null ? {} : { state: given };
  if (query.get('response_type') !== 'code') return { redirectUri, error: 'unsupported_response_type', state };
  const codeChallenge = query.get('code_challenge') ?? '';
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge)) {
    return { redirectUri, error: 'invalid_request', state };
  }
  if (!(query.get('scope') ?? '').split(' ').includes('openid')) return { redirectUri, error: 'invalid_scope', state };
  return {
    redirectUri,
    codeChallenge,
    nonce: query.get('nonce') ?? undefined,
    hint: query.get('login_hint') ?? '',
    state,
  };
}
