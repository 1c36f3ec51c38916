export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly nonce: string | undefined;
  /** Whom the app suggests; may be empty. */
  readonly hint: string;
  /** Goes back as it came. */
  readonly state: { readonly state?: string };
}

/** A request that may be sent back to where it came from, with an OAuth error. */
export interface RefusedBack {
  readonly redirectUri: string;
  readonly error: 'invalid_request' | 'unsupported_response_type' | 'invalid_scope';
  readonly state: { readonly state?: string };
}

/** A request of which it isn't known that its address is the client's: nobody is sent there. */
export interface RefusedHere {
  readonly refusal: string;
}

/** Reads what RFC 6749 and RFC 7636 ask of an authorization request. PKCE is required, by S256. */
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
