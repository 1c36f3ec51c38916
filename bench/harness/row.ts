/** What one run of a contender measured, by name: milliseconds, microseconds, bytes, counts, as the row says. */
export type Figures = Readonly<Record<string, number>>;

/** One way to do the work of a row. */
export interface Contender {
  readonly name: string;
  /** Does the work once, from nothing, and measures it. */
  readonly run: (effort: Effort) => Promise<Figures>;
}

export interface Effort {
  /** A rough look: less work, fewer rounds. */
  readonly quick: boolean;
}

/** What a row promises of one figure of ours. */
export interface Goal {
  /** Its name in {@link Figures}. */
  readonly figure: string;
  /** In words, with the unit when it is no ratio. */
  readonly what: string;
  /** To the same figure of the base, or as it is. */
  readonly as: 'ratio' | 'value';
  readonly atMost: number;
  readonly stretch?: number;
}

/** One row of the benchmark: the same work, done by a base, by us, and by what people could pick instead. */
export interface Row {
  readonly number: number;
  /** What is measured, and on which work. */
  readonly what: string;
  /** The contender whose figures are 1.00; none when figures are counted, not timed. */
  readonly base?: string;
  /** The contender that the goals are about. */
  readonly ours: string;
  readonly contenders: readonly Contender[];
  readonly goals: readonly Goal[];
  /** A count is the same each time, so it is taken once; `npm test` asserts it as well. */
  readonly isExact?: boolean;
  /** What was done to get there. */
  readonly changed: string;
  /** What holds it, when a goal is missed; and what the fast way would gain, where the simple one was kept. */
  readonly holds?: string;
}
