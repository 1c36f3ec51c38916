import * as z from 'zod/mini';
import type { Message, TurnFields } from './message.ts';
import type { TurnStorage } from './ports.ts';
import type { SessionRoute } from './routes.ts';

/** A turn without a terminal event yet: the same bytes are posted again until there is one. */
export interface OpenTurn {
  readonly turnId: string;
  readonly parentTurnId?: string;
  readonly fields: TurnFields;
  /** What the fields were made of: shown, and sent again as a new turn when this one fails. */
  readonly message: Message;
}

const Stored = z.object({
  turnId: z.string(),
  parentTurnId: z.exactOptional(z.string()),
  fields: z.record(z.string(), z.unknown()),
  message: z.looseObject({ text: z.string(), images: z.exactOptional(z.array(z.string())) }),
});

/** Turns that survive a reload. One for each session: a session runs one turn at a time. */
export interface OpenTurns {
  keep(route: SessionRoute, turn: OpenTurn): Promise<void>;
  find(route: SessionRoute): Promise<OpenTurn | undefined>;
  /** Drops the session's open turn, if it is this one. */
  drop(route: SessionRoute, turnId: string): Promise<void>;
}

const keyOf = ({ coach, userId, sessionId }: SessionRoute) => `coachstream.turn.${coach.name}.${userId}.${sessionId}`;

function parse(text: string): OpenTurn | undefined {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    // Written by another version of the client.
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
