/** The figures of one run of a contender, by name. The row defines the unit, such as milliseconds or bytes. */
export type Figures = Readonly<Record<string, number>>;

/** One implementation of a row's work. */
export interface Contender {
  readonly name: string;
  /** Does the work once, from a fresh state, and measures it. */
  readonly run: (effort: Effort) => Promise<Figures>;
}

export interface Effort {
  /** Less work and fewer rounds, for a rough measurement. */
  readonly quick: boolean;
}

/** The target for one of our figures. */
export interface Goal {
  /** The name in {@link Figures}. */
  readonly figure: string;
  /** Description, with the unit unless it is a ratio. */
  readonly what: string;
  /** A ratio to the same figure of the base, or the value itself. */
  readonly as: 'ratio' | 'value';
  readonly atMost: number;
  readonly stretch?: number;
}

/** One row of the benchmark: the same work, done by a base, by our code and by the alternatives. */
export interface Row {
  readonly number: number;
  /** What is measured, and for which work. */
  readonly what: string;
  /** The contender whose figures are 1.00; absent when figures are counts, not times. */
  readonly base?: string;
  /** The contender that the goals apply to. */
  readonly ours: string;
  readonly contenders: readonly Contender[];
  readonly goals: readonly Goal[];
  /** Whether the figures are exact counts. They are taken once, and `npm test` asserts them too. */
  readonly isExact?: boolean;
  /** What was done to reach the goals. */
  readonly changed: string;
  /** Why a goal is missed, and what a faster but more complex implementation would gain. */
  readonly limitedBy?: string;
}
