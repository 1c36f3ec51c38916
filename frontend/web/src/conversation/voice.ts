import { type ComponentType, createContext, useContext } from 'react';

/** Who answers in a conversation, and how one is asked to write. The words are in the person's language. */
export interface Voice {
  /** As it begins a sentence: `Vesper`. */
  readonly name: string;
  /** What the conversation is called. */
  readonly title: string;
  /** What the field to write in is called, and what stands in it while it is empty. */
  readonly field: string;
  readonly placeholder: string;
  /** The longest message, in code points. */
  readonly maxCharacters: number;
  readonly Face: ComponentType<{ readonly isAlive?: boolean }>;
  /** The game that a question was about, where questions can be about one. */
  readonly Game?: ComponentType<{ readonly gameId: string }>;
}

export const VoiceContext = createContext<Voice | undefined>(undefined);

/** @throws outside of a conversation. */
export function useVoice(): Voice {
  const voice = useContext(VoiceContext);
  if (!voice) throw new Error('no VoiceContext above this component');
  return voice;
}
