import { CoachError } from '#ports/errors';

/** A place in a list, as a client carries it: nothing but the sort position, so it opens nobody else's list. */
export const encodeCursor = (position: string): string => Buffer.from(position).toString('base64url');

/** @throws {CoachError} `validation_failed` for what holds no position of this shape. */
export function decodeCursor(cursor: string, shape: RegExp): string {
  const position = Buffer.from(cursor, 'base64url').toString();
  if (!shape.test(position)) throw badCursor();
  return position;
}

export const badCursor = (): CoachError =>
  new CoachError('validation_failed', 'a cursor that does not belong to this list', {
    details: { fields: [{ path: 'cursor', message: 'not a cursor of this list' }] },
  });
