/** What a reader asks a server for: the same of everybody. */
export interface Plan {
  /** Deltas in all. */
  readonly count: number;
  /** Deltas that come at once, in each turn of the event loop; unless they come by the clock. */
  readonly perTick: number;
  /** Milliseconds between two deltas; 0 for as fast as the event loop turns. */
  readonly everyMs: number;
}

/** Stands in every delta once and nowhere else, so that a reader can count deltas in any format without parsing it. */
export const MARK = '@';

/** The text of a delta, in every format. */
export const textOf = (index: number): string => ` ${MARK}${index}`;

/** The text of a delta that says when it was made. */
export const stampedText = (): string => ` ${MARK}${now()}`;

export const pathOf = ({ count, perTick, everyMs }: Plan): string =>
  `/?count=${count}&perTick=${perTick}&everyMs=${everyMs}`;

export const planOf = (path: string): Plan => planOfQuery(new URLSearchParams(path.slice(path.indexOf('?'))));

export function planOfQuery(query: Iterable<readonly [string, string]>): Plan {
  const { count = 0, perTick = 0, everyMs = 0 } = Object.fromEntries(query);
  return { count: Number(count), perTick: Number(perTick), everyMs: Number(everyMs) };
}

/** Milliseconds that all processes of a machine count alike. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
