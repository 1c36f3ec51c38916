import * as z from 'zod/mini';

/** The state of a turn. The last three are final. */
export const TurnState = z.enum(['running', 'parked', 'completed', 'aborted', 'failed']);
export type TurnState = z.infer<typeof TurnState>;
