import { randomFillSync } from 'node:crypto';

/** Crockford's digits: without I, L, O and U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;
const TIME_BYTES = 6;

/**
 * A ULID: 48 bits of time, so that ids sort by creation, and 80 random bits. The package `ulid` also finds random numbers
 * in browsers, which is six times as much code.
 *
 * @param now - Milliseconds since the epoch.
 */
export function newUlid(now: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, TIME_BYTES);
  randomFillSync(bytes, TIME_BYTES);
  const digits = BigInt(`0x${bytes.toString('hex')}`)
    .toString(DIGITS.length)
    .padStart(LENGTH, '0');
  return digits.replaceAll(/./g, (digit) => DIGITS[Number.parseInt(digit, DIGITS.length)] ?? '');
}
