/** Verifies access tokens. The user is the token's `sub`, never anything that a request says. */
export interface Tokens {
  /**
   * @param authorization - The request header's value, with its scheme.
   * @throws {CoachError} `missing_token`, `invalid_token`, `expired_token`; `dependency_unavailable` when keys can't be had.
   */
  verify(authorization: string | undefined): Promise<{ readonly sub: string }>;
}
