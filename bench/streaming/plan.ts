/** The stream that a reader requests; the same for every server. */
export interface Plan {
  /** Total number of deltas. */
  readonly count: number;
  /** Deltas per turn of the event loop, unless `everyMs` is set. */
  readonly perTick: number;
  /** Milliseconds between two deltas; 0 means one batch per turn of the event loop. */
  readonly everyMs: number;
}

/** Occurs once in every delta and nowhere else, so that a reader can count deltas in any format without parsing. */
export const MARK = '@';

/** The text of a delta. */
export const textOf = (index: number): string => ` ${MARK}${index}`;

/** The text of a delta that contains its creation time. */
export const stampedText = (): string => ` ${MARK}${now()}`;

export const pathOf = ({ count, perTick, everyMs }: Plan): string =>
  `/?count=${count}&perTick=${perTick}&everyMs=${everyMs}`;

export const planOf = (path: string): Plan => planOfQuery(new URLSearchParams(path.slice(path.indexOf('?'))));

export function planOfQuery(query: Iterable<readonly [string, string]>): Plan {
  const { count = 0, perTick = 0, everyMs = 0 } = Object.fromEntries(query);
  return { count: Number(count), perTick: Number(perTick), everyMs: Number(everyMs) };
}

/** Monotonic milliseconds, comparable between the processes of a machine. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
