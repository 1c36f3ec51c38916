import * as z from 'zod/mini';
import { Characters } from '../text.ts';
import type { DialectRequest } from './dialect.ts';

/** Clients of other products send the whole conversation. Its last message of the user is the new one. */
const Message = z.looseObject({ id: Characters(1_000), role: Characters(100) });
const Piece = z.looseObject({ type: z.string() });
const Time = z.iso.datetime({ offset: true, local: true }).check(z.maxLength(40));

type Message = z.infer<typeof Message>;
type Body = Readonly<Record<string, unknown>> & { readonly messages: readonly Message[] };

const isOfUser = ({ role }: Message) => role === 'user';

/** Text parts of the AI SDK, or what AG-UI calls content. `undefined` when it is neither. */
function piecesOf({ parts, content }: Message): readonly z.infer<typeof Piece>[] | undefined {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return z.array(Piece).safeParse(parts ?? content ?? []).data;
}

const isReadable = (message: Message | undefined): boolean =>
  message !== undefined &&
  message.id.length > 0 &&
  message.id.length <= 200 &&
  piecesOf(message)?.every(({ type }) => type === 'text' || type.startsWith('data-')) === true;

const Name = z.optional(Characters(1_000));

/** The names of the conversation and of the run in the formats. */
const Conversation = z.looseObject({ messages: z.array(Message), id: Name, threadId: Name, runId: Name }).check(
  z.refine(({ messages }) => isReadable(messages.findLast(isOfUser)), {
    path: ['messages'],
    error: 'one of the user, with an id of 1 to 200 characters, and of text alone',
  }),
);

/**
 * Parses a conversation, and takes its last message of the user.
 *
 * @param rest - Reads the other fields of the format; receives the index of that message.
 */
export const requestOf = (rest: (body: Body, last: number) => Pick<DialectRequest, 'chatId' | 'extra' | 'run'>) =>
  z.pipe(
    Conversation,
    z.transform((body): DialectRequest => {
      const last = body.messages.findLastIndex(isOfUser);
      const message = body.messages[last] ?? { id: '', role: '' }; // there is one: it was checked
      return {
        messageId: message.id,
        firstMessageId: body.messages.find(isOfUser)?.id ?? message.id,
        text: (piecesOf(message) ?? []).flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join('\n'),
        sentAt: Time.safeParse(Object(message['metadata']).createdAt).data,
        ...rest(body, last),
      };
    }),
  );
