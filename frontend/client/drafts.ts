import { isBlank } from '#contract/text';
import { Message } from './message.ts';
import { type PersonalStorage, sessionKey } from './personal-storage.ts';
import type { SessionRoute } from './routes.ts';

/** Messages that are not sent yet, one for each session. They survive navigation, a reload and a sign-in. */
export interface Drafts {
  read(route: SessionRoute): Promise<Message | undefined>;
  /** An empty message removes the draft. */
  keep(route: SessionRoute, message: Message): Promise<void>;
  /** Puts a message back that the server does not have, in front of what was written since. */
  giveBack(route: SessionRoute, message: Message): Promise<void>;
}

const isEmpty = ({ text, ...rest }: Message): boolean =>
  isBlank(text) && Object.values(rest).every((value) => value === undefined || Object(value).length === 0);

/** Both texts, with an empty line between them. */
export const joinTexts = (first: string, second: string): string =>
  [first, second].filter((text) => !isBlank(text)).join('\n\n');

const joinImages = (...messages: readonly (Message | undefined)[]) => {
  const images = [...new Set(messages.flatMap((message) => message?.images ?? []))];
  return images.length > 0 ? { images } : {};
};

export function createDrafts(storage: PersonalStorage): Drafts {
  const read = async (route: SessionRoute) => Message.safeParse(await storage.read(sessionKey('draft', route))).data;
  const keep = async (route: SessionRoute, message: Message) => {
    const key = sessionKey('draft', route);
    if (isEmpty(message)) await storage.remove(key);
    else await storage.write(key, message);
  };
  return {
    read,
    keep,
    async giveBack(route, message) {
      const written = await read(route);
      const text = joinTexts(message.text, written?.text ?? '');
      await keep(route, { ...written, ...message, ...joinImages(message, written), text });
    },
  };
}
