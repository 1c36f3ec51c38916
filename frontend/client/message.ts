import * as z from 'zod/mini';

/** What a person sends in one turn. A coach's own kind of message adds fields to it. */
export interface Message {
  readonly text: string;
  /** Keys of uploaded pictures. */
  readonly images?: readonly string[] | undefined;
}

/** A message as it is stored on the device, with all of its fields. */
export const Message: z.ZodMiniType<Message> = z.looseObject({
  text: z.string(),
  images: z.exactOptional(z.array(z.string())),
});

/** The body of a turn in the words of the coach's contract; the client adds ids and cursor. */
export type TurnFields = Readonly<Record<string, unknown>>;
