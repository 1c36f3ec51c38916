import { type ComponentType, createContext, useContext } from 'react';

/** Who answers in a conversation, and how one is asked to write. The words are in the person's language. */
export interface Persona {
  /** As it begins a sentence: `Vesper`. */
  readonly name: string;
  /** What the conversation is called. */
  readonly title: string;
  /** What the field to write in is called, and what stands in it while it is empty. */
  readonly field: string;
  readonly placeholder: string;
  /** The longest message, in code points. */
  readonly maxCharacters: number;
  readonly Avatar: ComponentType<{ readonly isAlive?: boolean }>;
  /** What a message carried beside its text: the game that it is about, the button that was pressed. */
  readonly Extras?: ComponentType<{ readonly extras: Readonly<Record<string, unknown>> }>;
}

export const PersonaContext = createContext<Persona | undefined>(undefined);

/** @throws outside of a conversation. */
export function usePersona(): Persona {
  const persona = useContext(PersonaContext);
  if (!persona) throw new Error('no PersonaContext above this component');
  return persona;
}
