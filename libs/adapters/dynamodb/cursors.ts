import { CoachError } from '#ports/errors';

/**
 * A list position as the client sends it back. It holds only the sort position, so it gives no access to other lists.
 */
export const encodeCursor = (position: string): string => Buffer.from(position).toString('base64url');

/** @throws {CoachError} `validation_failed` when the cursor holds no position of this shape. */
export function decodeCursor(cursor: string, shape: RegExp): string {
  const position = Buffer.from(cursor, 'base64url').toString();
  if (!shape.test(position)) throw badCursor();
  return position;
}

export const badCursor = (): CoachError =>
  new CoachError('validation_failed', 'a cursor that does not belong to this list', {
    details: { fields: [{ path: 'cursor', message: 'not a cursor of this list' }] },
  });
