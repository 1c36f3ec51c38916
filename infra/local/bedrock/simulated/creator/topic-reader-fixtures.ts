import { type FieldValues, readMessage, type Situation, type TopicReader } from './message.ts';

/** For tests: calls a reader with and without its topic being asked for, and returns the values. */
export function readerOf(reader: TopicReader, topic: string) {
  const situation: Situation = { asked: [], covered: {}, isCorrecting: false, year: 2026 };
  const values = (found: FieldValues) =>
    Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
  return {
    asked: (text: string, more: Partial<Situation> = {}) =>
      values(reader(readMessage(text), { ...situation, asked: [topic], ...more })),
    unasked: (text: string, more: Partial<Situation> = {}) =>
      values(reader(readMessage(text), { ...situation, ...more })),
  };
}
