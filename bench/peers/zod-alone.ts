import { z } from 'zod';

/** What `import { z } from 'zod'` costs alone. */
export const handler = z.object({ text: z.string() });
