const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const CURSOR = /^(\d{1,6})-(\d{1,9})$/;

/** RFC 9562 text form, any version. */
export const isUuid = (value: string): boolean => UUID.test(value);

/**
 * The form in which an id is compared and answered: UUIDs in lower case, everything else as it is. Applied where ids
 * enter: bodies, paths, headers.
 */
export const canonicalId = (id: string): string => (isUuid(id) ? id.toLowerCase() : id);

/** Ids of sessions and resources are ULIDs, or the UUID of the turn that created them. */
export const isId = (value: string): boolean => ULID.test(value) || UUID.test(value);

/** Ids of games come from replay parsers; these fit into a key and a path. */
export const isGameId = (value: string): boolean => /^[\w-]{1,64}$/.test(value);

/** The `sub` of a token: Cognito's UUIDs, and readable ones on a laptop. */
export const isUserId = (value: string): boolean => /^[\w.@+-]{1,128}$/.test(value);

/** What a client may send as `X-Request-Id`; anything else is replaced. */
export const isRequestId = (value: string): boolean => /^[\w-]{1,64}$/.test(value);

/** The id of one event: the attempt that made it, and its place in that attempt (dense, from 1). */
export interface EventId {
  readonly epoch: number;
  readonly seq: number;
}

export const formatEventId = ({ epoch, seq }: EventId): string => `${epoch}-${seq}`;

/** `undefined` for whatever is not `<epoch>-<seq>`: the caller then replays from the start. */
export function parseEventId(value: string | undefined): EventId | undefined {
  const match = value === undefined ? null : CURSOR.exec(value);
  return match ? { epoch: Number(match[1]), seq: Number(match[2]) } : undefined;
}
