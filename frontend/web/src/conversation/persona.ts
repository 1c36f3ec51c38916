import { type ComponentType, createContext, useContext } from 'react';
import type { ChatMessage } from '#client/session-state';

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
