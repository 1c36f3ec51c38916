import { type Found, type Listener, readMessage, type Situation } from './message.ts';

/** How tests ask a listener: the words, and what was asked. Values only. */
export function listening(listener: Listener, topic: string) {
  const situation: Situation = { asked: [], covered: {}, isCorrecting: false, year: 2026 };
  const values = (found: Found) => Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
  return {
    asked: (text: string, more: Partial<Situation> = {}) =>
      values(listener(readMessage(text), { ...situation, asked: [topic], ...more })),
    unasked: (text: string, more: Partial<Situation> = {}) =>
      values(listener(readMessage(text), { ...situation, ...more })),
  };
}
