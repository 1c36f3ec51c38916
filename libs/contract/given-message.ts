import * as z from 'zod/mini';
import { Decimal } from './decimal.ts';
import { FreeJson } from './free-json.ts';
import { Characters, Text } from './text.ts';

/** In characters. No body is longer; the whole message has a limit of its own, in bytes, where it is stored. */
const MAX_TEXT = 1_000_000;
/** Providers' ids have about 40 characters. */
const Name = Characters(256);
const DAY_MS = 24 * 60 * 60_000;

/** A stored block as another backend, or a browser, sends it. It has bounds that stored blocks need not have. */
const GivenBlock = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: Characters(MAX_TEXT) }),
  z.strictObject({
    type: z.literal('reasoning'),
    // The signature covers the text, so the text is kept as it came. A malformed one is left out when it is stored.
    text: z.string().check(z.maxLength(MAX_TEXT)),
    signature: z.optional(Characters(MAX_TEXT)),
  }),
  z.strictObject({ type: z.literal('redacted_reasoning'), data: Characters(MAX_TEXT) }),
  z.strictObject({ type: z.literal('tool_use'), toolUseId: Name, name: Name, input: FreeJson }),
  z.strictObject({
    type: z.literal('tool_result'),
    toolUseId: Name,
    ok: z.boolean(),
    content: FreeJson,
    /** As in the `tool_result` event. For tools that ran in another backend, only when that backend sends it. */
    summary: z.optional(Characters(2_000)),
    durationMs: z.optional(Decimal(0, DAY_MS)),
  }),
  z.strictObject({ type: z.literal('image'), key: Characters(1_024) }),
]);

/** A message of an external loop. */
export const GivenMessage = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([Text(1, 100_000), z.array(GivenBlock).check(z.minLength(1), z.maxLength(100))]),
});
export type GivenMessage = z.infer<typeof GivenMessage>;
