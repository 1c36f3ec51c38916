import { regex, source } from '../creator/pattern.ts';

export type NoteCategory = 'strength' | 'weakness' | 'goal' | 'observation';

export interface NoteWish {
  readonly content: string;
  readonly category: NoteCategory;
}

export interface NotesHeard {
  readonly notes: readonly NoteWish[];
  /** What was said beside them. */
  readonly rest: string;
}

const MAX_CONTENT = 2_000;

const KIND = '(?:coaching|new|quick|short|personal|strength|weakness|goal|observation)';
const SAVE = '(?:save|make|add|take|write(?: down)?|keep|store|record|leave|create|log|set|put(?: down)?)';
const CUE = source`
    (?:please |can you |could you |and |also |then |just )*(?:${SAVE}(?: me| yourself)?(?: (?:a|an|the|this|that|one|my|as))*
    (?: ${KIND})*(?: (?:notes?|reminder|goal|strength|weakness|observation))(?: (?:for me|to self|of|about|saying|which says|
    to remember))?(?: that)?\s*[:,-]?
    |(?:remember|keep in mind|note(?: down)?|write down|do not forget|don't forget|take note)(?: that| this)?\s*(?::|(?=\s(?:i|i'm|i've|
    my|we|our)\b))(?: that)?|(?:${KIND} )?note(?: to self)?\s*:|(?:remember|note) that)\s*`;
/** From the cue to the end of the sentence, or to the next request. */
const NEXT =
  '(?:,? (?:and|then)(?: then| also| please)* (?=(?:show|tell|compare|what|how|look|check|give|list|save|remember|note|get|pull)\\b))';
const NOTE = new RegExp(`(?<![\\w'])(?<!\\b(?:do|did|can) you )${CUE}(.+?)(?=[.!?](?:\\s|$)|\\n|$|${NEXT})[.!]?`, 'gi');
const SAVE_THAT = new RegExp(
  `\\b${SAVE} (?:that|this|it)(?: (?:down|in|to))?(?: (?:as|my|a|an|the|coaching))* (?:${KIND} )?notes?\\b[.!]?|\\b(?:remember|note) (?:that|this)[.!]?$`,
  'i',
);
const NO_CONTENT = /^[\W_]*(?:that|this|it|please|for me|down|when\b.*|how\b.*|what\b.*)?[\W_]*$/i;

const CATEGORIES: readonly (readonly [NoteCategory, RegExp])[] = [
  [
    'goal',
    /\bgoals? (?:is|are|for|this|:)|\b(?:want|wants|wish|aim|aiming|hope|plan|target|reach|become|get to|by next|by the end)\b/i,
  ],
  [
    'weakness',
    regex('i')`
    \bweak|\bstruggl|\bbad(?:ly)?\b|\bcan't\b|\bcannot\b|\bovercommit|\btoo (?:much|often|slow|late|early|far)\b|\bmiss(?:ing|ed)?\b|
    \blos(?:e|es|ing)\b|\bslow\b|\bpoor|\bworse|\bball[- ]?chas|\blate\b|\bpanic|\bwhiff|\bnever\b|\bforget|\btilt|\bterrible\b|
    \bneeds? work\b|\bneed to (?:work|improve|fix|stop)\b`,
  ],
  [
    'strength',
    /\bstrong|\bgood\b|\bgreat\b|\bstrengths?\b|\bsolid\b|\bconsistent|\bimprov(?:ed|ing)\b|\bbest\b|\bwell\b/i,
  ],
  ['goal', /\bgoal\b|\bpractis|\bpractic|\btrain\b|\bshould\b|\bwill\b/i],
];
const NAMED =
  /\b(?:as|a|an|category:?|the|my|this|add|save|set)\s+(?:new |coaching )*(strength|weakness|goal|observation)\b|\b(strength|weakness|goal|observation) note\b/i;

export function categoryOf(content: string, around: string): NoteCategory {
  const named = NAMED.exec(around)?.slice(1).find(Boolean)?.toLowerCase();
  return (
    (named as NoteCategory | undefined) ?? CATEGORIES.find(([, words]) => words.test(content))?.[0] ?? 'observation'
  );
}

const clip = (text: string): string => [...text].slice(0, MAX_CONTENT).join('').trim();
const bare = (text: string): string =>
  text
    .trim()
    .replace(/^["'“”]+|["'“”]+$/g, '')
    .trim();

/** What the person wants to be kept. @param lastAnswer - What `save that` speaks of. */
export function hearNotes(text: string, lastAnswer: string): NotesHeard {
  const notes: NoteWish[] = [];
  const rest = text.replace(NOTE, (whole: string, said: string) => {
    const trailing = /\s+(?:as|in|under) (?:a|an|the|my)? ?(?:category )?(?:strength|weakness|goal|observation)s?$/i;
    const content = bare(said.replace(trailing, ''));
    if (NO_CONTENT.test(content)) return whole;
    notes.push({ content: clip(content), category: categoryOf(content, whole.replace(content, ' ')) });
    return ' ';
  });
  const [sentence = ''] = lastAnswer.match(/[^.!?\n]+[.!?]?/) ?? [];
  if (notes.length === 0 && SAVE_THAT.test(text) && sentence.trim()) {
    const content = clip(sentence);
    return { notes: [{ content, category: categoryOf(content, text) }], rest: text.replace(SAVE_THAT, ' ') };
  }
  return { notes, rest };
}
