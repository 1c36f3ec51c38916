import { canonicalId, isUuid } from '../ids.ts';

/** FNV-1a in 128 bits. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
const [OFFSET, PRIME] = [0x6c62272e07bb014262b821756295c58dn, 0x1000000000000000000013bn];

/**
 * The turn id of a message of another product's client: the message's id when that is a UUID, otherwise a UUID (version
 * 8) made of it, so that the same message sent again is the same turn. No secret depends on it: a person who finds two
 * ids with the same result confuses only their own conversation.
 *
 * @param scope - What the message id is unique in: the session, or the client's conversation where there is none yet.
 */
export function turnIdOf(scope: string, messageId: string): string {
  if (isUuid(messageId)) return canonicalId(messageId);
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(`${canonicalId(scope)}\n${messageId}`)) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  }
  const hex = hash.toString(16).padStart(32, '0');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
