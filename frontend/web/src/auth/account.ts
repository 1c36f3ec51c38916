/** Who is signed in. */
export interface Account {
  /** The `sub` of the tokens. */
  readonly userId: string;
  readonly name: string;
}
