/** Verifies access tokens. The user is the token's `sub` and never taken from other parts of the request. */
export interface Tokens {
  /**
   * @param authorization - The value of the request header, with its scheme.
   * @throws {CoachError} `missing_token`, `invalid_token`, `expired_token`; `dependency_unavailable` when keys are not
   * available.
   */
  verify(authorization: string | undefined): Promise<{ readonly sub: string }>;
}
