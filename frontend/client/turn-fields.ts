import type { TurnFields } from './open-turns.ts';
import type { CoachKind } from './routes.ts';

/** What a person does in a composer, whatever the coach. */
export interface Message {
  readonly text: string;
  /** Coach creator: the button "build my coach"; the text may then be empty. */
  readonly confirm?: boolean;
  /** Game coach: the game that the question is about. */
  readonly gameId?: string | undefined;
}

interface Wording {
  /** A session begins with its first turn; otherwise it is made before. */
  readonly startsSession: boolean;
  readonly fieldsOf: (message: Message, now: string) => TurnFields;
  readonly textOf: (fields: TurnFields) => string;
  /** The same said anew, as a turn of its own. */
  readonly again: (fields: TurnFields, now: string) => TurnFields;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Each coach's own words for the same thing. */
export const WORDINGS: Readonly<Record<CoachKind, Wording>> = {
  coachCreator: {
    startsSession: false,
    fieldsOf: ({ text, confirm }, now) => ({
      userResponse: text,
      messageTimestamp: now,
      ...(confirm && { confirm: true }),
    }),
    textOf: ({ userResponse }) => asText(userResponse),
    again: (fields, now) => ({ ...fields, messageTimestamp: now }),
  },
  gameCoach: {
    startsSession: true,
    fieldsOf: ({ text, gameId }) => ({ message: text, ...(gameId !== undefined && { gameId }) }),
    textOf: ({ message }) => asText(message),
    again: (fields) => fields,
  },
};
