import type * as z from 'zod/mini';
import type { Dialect, DialectRequest } from '#contract/dialects/dialect';
import { turnIdOf } from '#contract/dialects/turn-id';
import { canonicalId } from '#contract/ids';
import { isoOf } from '#ports/clock';
import { readJson } from './body.ts';
import type { Call } from './router.ts';
import { validate } from './validate.ts';

/** Fields of every turn's body. */
export interface TurnBody {
  readonly turnId: string;
  readonly parentTurnId?: string | undefined;
  readonly cursor?: string | undefined;
  /** Of coaches whose path does not name the session; the first turn has none. */
  readonly sessionId?: string | undefined;
}

/** What another product's client can tell a coach: the text, when it was written, and what it was told to send along. */
export type DialectMessage = Pick<DialectRequest, 'text' | 'extra'> & {
  readonly sentAt: string;
  /** The turn with which the conversation began, unless it begins with this one. */
  readonly openedBy: string | undefined;
};

export interface TurnReading<Body> {
  readonly body: z.ZodMiniType<Body>;
  /** The coach's own fields for what was said. They are validated like any other body. */
  readonly fieldsOf: (spoken: DialectMessage) => Readonly<Record<string, unknown>>;
}

export interface ReadTurn<Body> {
  readonly body: Body;
  /** What makes the message what it is: the same whenever it is sent again. */
  readonly identity: TurnBody;
  /** Where the client has got to. Other products' clients don't know: they are told everything from the first part. */
  readonly cursor: string | undefined;
  readonly said?: DialectRequest;
}

/**
 * A turn as it was sent, in our words or in another product's. An extra field `turnId` makes the same message another
 * turn: a client's way to try again after an error.
 * @throws {CoachError} whatever is wrong with the body.
 */
export function readTurn<Body extends TurnBody>(
  { request, startedAt, params }: Call,
  { body: schema, fieldsOf }: TurnReading<Body>,
  dialect: Dialect,
): ReadTurn<Body> {
  const json = readJson(request);
  if (!dialect.request) {
    const body = validate(schema, json);
    return { body, identity: body, cursor: body.cursor ?? request.headers['last-event-id'] };
  }
  const said = validate(dialect.request, json);
  const { text } = said;
  const extra = withCanonicalIds(said.extra);
  const given = typeof extra['turnId'] === 'string' ? extra['turnId'] : said.messageId;
  const scope = params['sessionId'] ?? said.chatId;
  const turnId = turnIdOf(scope, given);
  const isFirst = said.firstMessageId === said.messageId;
  const openedBy = isFirst ? undefined : turnIdOf(scope, said.firstMessageId);
  // A time that we make up must not make the message another one when it comes again.
  const fields = (now: string) => ({
    turnId,
    ...present({
      ...fieldsOf({ text, extra, openedBy, sentAt: said.sentAt ?? now }),
      parentTurnId: extra['parentTurnId'],
    }),
  });
  return { body: validate(schema, fields(isoOf(startedAt))), identity: fields(''), cursor: undefined, said };
}

/** The identity of the turn is made of these fields as they come. */
const withCanonicalIds = (extra: DialectRequest['extra']): DialectRequest['extra'] =>
  Object.fromEntries(
    Object.entries(extra).map(([name, value]) => [name, typeof value === 'string' ? canonicalId(value) : value]),
  );

const present = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
