/** Milliseconds. A generation that is not ready by then has failed. */
export const GENERATION_DEADLINE_MS = 15 * 60_000;
/** Milliseconds between two questions of a client. */
export const POLL_MS = 1_000;
/** Attempts at one generation, as many as Lambda delivers it. */
export const MAX_ATTEMPTS = 3;
/** Milliseconds for one call of the image model. */
export const DRAW_MS = 90_000;
