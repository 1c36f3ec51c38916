import type { TurnFields } from './open-turns.ts';
import type { CoachKind } from './routes.ts';

/** What a person does in a composer, whatever the coach. */
export interface Message {
  readonly text: string;
  /** The button "build my coach"; the text may then be empty. */
  readonly confirm?: boolean;
}

interface Wording {
  readonly fieldsOf: (message: Message, now: string) => TurnFields;
  readonly textOf: (fields: TurnFields) => string;
  /** The same said anew, as a turn of its own. */
  readonly again: (fields: TurnFields, now: string) => TurnFields;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Each coach's own words for the same thing. */
export const WORDINGS: Readonly<Record<CoachKind, Wording>> = {
  coachCreator: {
    fieldsOf: ({ text, confirm }, now) => ({
      userResponse: text,
      messageTimestamp: now,
      ...(confirm && { confirm: true }),
    }),
    textOf: ({ userResponse }) => asText(userResponse),
    again: (fields, now) => ({ ...fields, messageTimestamp: now }),
  },
};
