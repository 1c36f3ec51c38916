/** A word that the field does not use, as a part of a name or in a test title, and what to write instead. */
export interface OldWord {
  readonly old: RegExp;
  readonly instead: string;
  /** Where it is looked for; everywhere when it is left out. */
  readonly under?: RegExp;
  /** Plain English in a sentence: looked for in names only. */
  readonly namesOnly?: true;
}

/** Of the table "The field's words". Names are matched as their parts, in lower case with spaces: `takePurse` is `take purse`. */
export const OLD_WORDS: readonly OldWord[] = [
  { old: /\btastes?\b/, instead: 'trial, preview' },
  { old: /\blegs?\b/, instead: 'transaction items' },
  { old: /\bpurses?\b/, instead: 'budget hold' },
  { old: /(?<!\bof )\bcourses?\b/, instead: 'epoch log, turn progress' },
  { old: /(?<!resting )\bpulses?\b/, instead: 'heartbeat' },
  { old: /\bbrains?\b/, instead: 'simulated model' },
  { old: /\boutside[ -]turns?\b/, instead: 'external loop' },
  { old: /\bfronts\b/, instead: 'gateways' },
  { old: /\bgather(s|ed|ing)?\b/, instead: 'load' },
  { old: /\bstandings?\b/, instead: 'account, limits' },
  { old: /^(kept|played) /, instead: 'persistent, faulty, retained', namesOnly: true },
  { old: /\b(voices?|faces?)\b/, instead: 'persona, avatar', namesOnly: true },
  {
    old: /\b(looks?|doubts?|ways?|speaks?|speaking)\b/,
    instead: 'decide, unresolved, decision, stream',
    under: /^libs\/services\//,
    namesOnly: true,
  },
];

/** Types and their fields are nouns: `Said` was the name of three types. */
export const OLD_TYPE = { old: /\bsaid\b/, instead: 'ModelReply, TurnText' } as const;

/** Names that have an old word as a part, and why they may. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  Face: 'a font file, as HarfBuzz names it',
  voice: 'the label of how a coach sounds, on the page',
  VOICES: 'how a coach of each gender sounds',
  playedAt: 'when a game was played, a field of the wire contract',
};

/** A title is a whole sentence without its `describe`. */
export const NO_SENTENCE =
  /^(that|of|by|while|with|without|at|in|into|from|for|on|to|after|before|through|under|over|as|until) /;
