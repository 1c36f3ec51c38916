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

/** A picture has the id of its generation, a UUID, and its place in it. */
export const isAssetId = (value: string): boolean => UUID.test(value.slice(0, -2)) && /-[1-3]$/.test(value);

/** Game ids come from replay parsers. A valid one fits into a storage key and a URL path. */
export const isGameId = (value: string): boolean => /^[\w-]{1,64}$/.test(value);

/** The `sub` of a token: a UUID from Cognito, or a readable name from the local issuer. */
export const isUserId = (value: string): boolean => /^[\w.@+-]{1,128}$/.test(value);

/** The accepted format of a client's `X-Request-Id`. Any other value is replaced. */
export const isRequestId = (value: string): boolean => /^[\w-]{1,64}$/.test(value);

/** The id of one event: its epoch and its number within that epoch, counted from 1 without gaps. */
export interface EventId {
  readonly epoch: number;
  readonly seq: number;
}

export const formatEventId = ({ epoch, seq }: EventId): string => `${epoch}-${seq}`;

/** `undefined` for anything but `<epoch>-<seq>`. The caller then replays from the start. */
export function parseEventId(value: string | undefined): EventId | undefined {
  const match = value === undefined ? null : CURSOR.exec(value);
  return match ? { epoch: Number(match[1]), seq: Number(match[2]) } : undefined;
}
