import * as z from 'zod/mini';
import { Message, type TurnFields } from './message.ts';
import { type PersonalStorage, sessionKey } from './personal-storage.ts';
import type { SessionRoute } from './routes.ts';

/** A turn without a terminal event yet: the same bytes are posted again until there is one. */
export interface OpenTurn {
  readonly turnId: string;
  readonly parentTurnId?: string;
  readonly fields: TurnFields;
  /** What the fields were made of: shown, and sent again as a new turn when this one fails. */
  readonly message: Message;
  /** A stop was asked for. It goes before the next request of the turn. */
  isStopped?: boolean;
  /** Kept for the session's page, and not sent yet: the server can't have it. */
  readonly isUnsent?: boolean;
}

const Stored = z.object({
  turnId: z.string(),
  parentTurnId: z.exactOptional(z.string()),
  fields: z.record(z.string(), z.unknown()),
  message: Message,
  isStopped: z.exactOptional(z.boolean()),
  isUnsent: z.exactOptional(z.boolean()),
});

/** Turns that survive a reload. One for each session: a session runs one turn at a time. */
export interface OpenTurns {
  keep(route: SessionRoute, turn: OpenTurn): Promise<void>;
  find(route: SessionRoute): Promise<OpenTurn | undefined>;
  /** Drops the session's open turn, if it is this one. */
  drop(route: SessionRoute, turnId: string): Promise<void>;
}

export function createOpenTurns(storage: PersonalStorage): OpenTurns {
  // A turn that another version of the client has written may not be readable.
  const find = async (route: SessionRoute) => Stored.safeParse(await storage.read(sessionKey('turn', route))).data;
  return {
    async keep(route, turn) {
      await storage.write(sessionKey('turn', route), turn);
    },
    find,
    async drop(route, turnId) {
      if ((await find(route))?.turnId === turnId) await storage.remove(sessionKey('turn', route));
    },
  };
}
