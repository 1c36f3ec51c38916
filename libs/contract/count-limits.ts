/** How many of a thing a person may store. Each total is an attribute of the person's item `COUNTS`. */
export const COUNT_LIMITS = { games: 5_000, notes: 500, coaches: 50, brandKits: 50 } as const;

/** What is counted. */
export type Counted = keyof typeof COUNT_LIMITS;
