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
  /** What was sent, to be shown: also of a turn that an earlier page has sent. */
  readonly messageOf: (fields: TurnFields) => Message;
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
    messageOf: ({ userResponse }) => ({ text: asText(userResponse) }),
    again: (fields, now) => ({ ...fields, messageTimestamp: now }),
  },
  gameCoach: {
    startsSession: true,
    fieldsOf: ({ text, gameId }) => ({ message: text, ...(gameId !== undefined && { gameId }) }),
    messageOf: ({ message, gameId }) => ({
      text: asText(message),
      ...(gameId !== undefined && { gameId: asText(gameId) }),
    }),
    again: (fields) => fields,
  },
};
