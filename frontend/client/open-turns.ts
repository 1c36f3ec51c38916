import * as z from 'zod/mini';
import type { TurnStorage } from './ports.ts';
import type { CoachKind, SessionRoute } from './routes.ts';

/** What a person said, in the words of the coach's own contract; ids and cursor are the client's business. */
export type TurnFields = Readonly<Record<string, unknown>>;

/** A turn without a terminal event yet: it may be asked for again, by these very bytes. */
export interface OpenTurn {
  readonly turnId: string;
  readonly parentTurnId?: string;
  readonly fields: TurnFields;
}

const Stored = z.object({
  turnId: z.string(),
  parentTurnId: z.exactOptional(z.string()),
  fields: z.record(z.string(), z.unknown()),
});

/** Turns that survive a reload. One for each session: a session runs one turn at a time. */
export interface OpenTurns {
  keep(route: SessionRoute, turn: OpenTurn): Promise<void>;
  find(route: SessionRoute): Promise<OpenTurn | undefined>;
  /** Drops the session's open turn, if it is this one. */
  drop(route: SessionRoute, turnId: string): Promise<void>;
}

const keyOf = ({ kind, userId, sessionId }: { kind: CoachKind; userId: string; sessionId: string }) =>
  `coachstream.turn.${kind}.${userId}.${sessionId}`;

function parse(text: string): OpenTurn | undefined {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    // Of an older version, or somebody else's: as good as nothing.
    return undefined;
  }
}

export function createOpenTurns(storage: TurnStorage): OpenTurns {
  const find = async (route: SessionRoute) => {
    const text = await storage.read(keyOf(route));
    return text === null ? undefined : parse(text);
  };
  return {
    async keep(route, turn) {
      await storage.write(keyOf(route), JSON.stringify(turn));
    },
    find,
    async drop(route, turnId) {
      if ((await find(route))?.turnId === turnId) await storage.remove(keyOf(route));
    },
  };
}
