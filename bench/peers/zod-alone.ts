import { z } from 'zod';

/** Measures the cost of `import { z } from 'zod'` alone. */
export const handler = z.object({ text: z.string() });
