import * as z from 'zod/mini';
import { canonicalId, isUuid } from './ids.ts';
import { Characters, lengthOf, Text } from './text.ts';

export const TurnId = z.string().check(z.overwrite(canonicalId), z.refine(isUuid, { error: 'a UUID' }));
/** With any number of decimals up to this length. */
const Timestamp = z.iso.datetime({ offset: true, local: true }).check(z.maxLength(40));

/** Fields of a turn that all coaches share. */
export const turnFields = {
  turnId: TurnId,
  parentTurnId: z.optional(TurnId),
  cursor: z.optional(Characters(32)),
};

/** Maximum number of images per message. */
export const MAX_IMAGES = 5;

export const CreatorTurn = z
  .strictObject({
    ...turnFields,
    userResponse: Text(0, 4_000),
    messageTimestamp: Timestamp,
    imageS3Keys: z.optional(z.array(Characters(1_024)).check(z.maxLength(MAX_IMAGES))),
    confirm: z.optional(z.boolean()),
  })
  .check(
    z.refine((turn) => lengthOf(turn.userResponse) > 0 || Boolean(turn.imageS3Keys?.length) || turn.confirm === true, {
      path: ['userResponse'],
      error: 'at least 1 character',
    }),
  );
export type CreatorTurn = z.infer<typeof CreatorTurn>;

/** The body is empty: an empty object or no body at all. */
export const CreateCreatorSession = z.strictObject({});
export type CreateCreatorSession = z.infer<typeof CreateCreatorSession>;

export const UpdateCoach = z
  .strictObject({
    coachName: z.optional(Text(1, 50)),
    status: z.optional(z.enum(['active', 'archived'])),
  })
  .check(
    z.refine((change) => change.coachName !== undefined || change.status !== undefined, {
      error: 'coachName or status',
    }),
  );
export type UpdateCoach = z.infer<typeof UpdateCoach>;

/** Query parameters arrive as text. */
export const Limit = z.pipe(
  z.string().check(z.regex(/^\d{1,3}$/, { error: '1 to 100' })),
  z.pipe(z.transform(Number), z.int().check(z.minimum(1), z.maximum(100))),
);
export const Cursor = z.string().check(z.regex(/^[\w-]{1,512}$/));
/** A day or an instant. */
const Moment = z.union([z.iso.date(), Timestamp]);

export const ListQuery = z.strictObject({ limit: z._default(Limit, 20), cursor: z.optional(Cursor) });
export type ListQuery = z.infer<typeof ListQuery>;

/** A list of sessions, of all or of those whose title or texts have every word of `q`. */
export const ListSessions = z.strictObject({ ...ListQuery.shape, q: z.optional(Text(1, 100)) });
export type ListSessions = z.infer<typeof ListSessions>;

export const ListCreatorSessions = z.strictObject({
  limit: z._default(Limit, 20),
  cursor: z.optional(Cursor),
  isComplete: z.optional(
    z.pipe(
      z.enum(['true', 'false']),
      z.transform((text) => text === 'true'),
    ),
  ),
  fromDate: z.optional(Moment),
  toDate: z.optional(Moment),
  sortOrder: z._default(z.enum(['asc', 'desc']), 'desc'),
});
export type ListCreatorSessions = z.infer<typeof ListCreatorSessions>;
