import type { TurnStorage } from './ports.ts';
import type { SessionRoute } from './routes.ts';

const PREFIX = 'coachstream:';

/** The part of the storage that belongs to one person, as JSON. Nothing in it is shown to another person. */
export interface PersonalStorage {
  /** `undefined` for a key without a value, and for text that is not JSON. */
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Removes what other people have left on this device. */
  removeOthers(): Promise<void>;
  /** Removes everything of every person. */
  removeAll(): Promise<void>;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function createPersonalStorage(storage: TurnStorage, userId: string): PersonalStorage {
  // A user id has no colon, so the prefix of one person never starts with that of another.
  const mine = `${PREFIX}${userId}:`;
  const removeWhere = async (isGone: (key: string) => boolean) => {
    const keys = (await storage.keys()).filter((key) => key.startsWith(PREFIX) && isGone(key));
    await Promise.all(keys.map((key) => storage.remove(key)));
  };
  return {
    read: async (key) => parse(await storage.read(mine + key)),
    write: async (key, value) => storage.write(mine + key, JSON.stringify(value)),
    remove: async (key) => storage.remove(mine + key),
    removeOthers: () => removeWhere((key) => !key.startsWith(mine)),
    removeAll: () => removeWhere(() => true),
  };
}

export const sessionKey = (what: 'turn' | 'draft', { coach, sessionId }: SessionRoute): string =>
  `${what}:${coach.name}:${sessionId}`;
