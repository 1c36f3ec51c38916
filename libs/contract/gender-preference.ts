import * as z from 'zod/mini';

export const GenderPreference = z.enum(['female', 'male', 'neutral']);
export type GenderPreference = z.infer<typeof GenderPreference>;
