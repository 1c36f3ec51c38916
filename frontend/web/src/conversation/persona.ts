import { type ComponentType, createContext, useContext } from 'react';
import type { ChatMessage } from '#client/session-state';
import type { ProblemCode } from '#contract/problem-codes';

/** Who answers in a conversation, and the words around its composer, in the person's language. */
export interface Persona {
  /** As at the beginning of a sentence: `Vesper`. */
  readonly name: string;
  /** What the conversation is called. */
  readonly title: string;
  /** What the field for messages is called, and its placeholder. */
  readonly field: string;
  readonly placeholder: string;
  /** The longest message, in code points. */
  readonly maxCharacters: number;
  /** Its name in the table of coaches, for a coach with a hue of its own. */
  readonly hue?: string;
  /** Says a refusal better than the words for its code. */
  readonly refusalText?: (code: ProblemCode, details: Readonly<Record<string, unknown>>) => string | undefined;
  readonly Avatar: ComponentType<{ readonly isAlive?: boolean }>;
  /** What a message carries besides its text: a game, a picture, the press of a button. */
  readonly Sent?: ComponentType<{ readonly message: ChatMessage }>;
}

export const PersonaContext = createContext<Persona | undefined>(undefined);

/** @throws outside of a conversation. */
export function usePersona(): Persona {
  const persona = useContext(PersonaContext);
  if (!persona) throw new Error('no PersonaContext above this component');
  return persona;
}
