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
  /** Where the path does not name the session. Absent in the first turn. */
  readonly sessionId?: string | undefined;
}

/** A message in another dialect: its text, its time, and the extra fields of the client's request. */
export type DialectMessage = Pick<DialectRequest, 'text' | 'extra'> & {
  readonly sentAt: string;
  /** The id of the first turn of the chat; absent when this turn is the first. */
  readonly openedBy: string | undefined;
};

export interface TurnReading<Body> {
  readonly body: z.ZodMiniType<Body>;
  /** Builds the coach's own fields from a message. They are validated like any other body. */
  readonly fieldsOf: (message: DialectMessage) => Readonly<Record<string, unknown>>;
}

export interface ReadTurn<Body> {
  readonly body: Body;
  /** The fields that identify the message. They are the same when it is sent again. */
  readonly identity: TurnBody;
  /** The last event that the client has seen. Other dialects have none and always get every event. */
  readonly cursor: string | undefined;
  /** The message in another dialect, which its encoder needs. */
  readonly message?: DialectRequest;
}

/**
 * Reads a turn in any dialect. In another dialect, an extra field `turnId` makes the same message a new turn, so that a
 * client can try again after an error.
 * @throws {CoachError} when the body is not valid.
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
  const message = validate(dialect.request, json);
  const { text } = message;
  const extra = withCanonicalIds(message.extra);
  const given = typeof extra['turnId'] === 'string' ? extra['turnId'] : message.messageId;
  const scope = params['sessionId'] ?? message.chatId;
  const turnId = turnIdOf(scope, given);
  const isFirst = message.firstMessageId === message.messageId;
  const openedBy = isFirst ? undefined : turnIdOf(scope, message.firstMessageId);
  // A message without a time gets an empty one, because the time of arrival would change when it is sent again.
  const fields = (now: string) => ({
    turnId,
    ...present({
      ...fieldsOf({ text, extra, openedBy, sentAt: message.sentAt ?? now }),
      parentTurnId: extra['parentTurnId'],
    }),
  });
  return { body: validate(schema, fields(isoOf(startedAt))), identity: fields(''), cursor: undefined, message };
}

/** The identity of the turn is made of these fields as they come. */
const withCanonicalIds = (extra: DialectRequest['extra']): DialectRequest['extra'] =>
  Object.fromEntries(
    Object.entries(extra).map(([name, value]) => [name, typeof value === 'string' ? canonicalId(value) : value]),
  );

const present = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
