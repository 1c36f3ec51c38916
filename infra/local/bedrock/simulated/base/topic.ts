/** What a coach talks about, and how it talks about itself. */
export interface Topic {
  /** What the coach says that it is. */
  readonly who: string;
  /** Words of the topic. */
  readonly on: RegExp;
  /** Words of other topics. They win. */
  readonly off: RegExp;
  /** Answers to a message on another topic. */
  readonly decline: readonly [string, ...string[]];
  /** The answer to a message on the topic that asks for nothing. */
  readonly more: string;
}
