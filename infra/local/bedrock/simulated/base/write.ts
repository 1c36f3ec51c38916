import { clipWords, countWords, listed } from './phrasing.ts';
import { asSchema, type Schema } from './schema.ts';
import type { Transcript } from './transcript.ts';
import { contentWordsOf, spaced } from './words.ts';

/** Kinds of sentences: a pattern for property names, and one for the sentences of the kind. */
const KINDS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:strengths?|wins?|achievements?)\b/,
    /\bahead in\b|\byou (?:have )?won\b|\(strength\)|\bstrong\b|\bgood at\b|\bimproved\b/i,
  ],
  [/\b(?:weaknesses|weakness|problems?|losses|risks?)\b/, /\bbehind in\b|\blost a\b|\(weakness\)|\bweak\b|\bstruggl/i],
  [
    /\b(?:actions?|items|next|steps|todos?|advice|drills)\b/,
    /^(?:Work on|Practi[cs]e|Try|Train|Rotate|Warm up|Challenge|Take a break|Focus|Do|Add|Keep)\b/,
  ],
  [/\bgoals?\b/, /\(goal\)|\b(?:want to|wants to|aim|reach|by (?:spring|summer|autumn|winter|the end))\b/i],
  [/\bpreferences?\b/, /\b(?:prefers?|likes?|loves?|hates?|rather)\b/i],
  [/\b(?:progress|insights?|facts?|numbers)\b/, /\d/],
];
const DEFAULT_MOST = 5;

/** Sentences without questions and without the notice of the simulation. */
const telling = (sentences: readonly string[]): readonly string[] =>
  sentences.filter((sentence) => !sentence.endsWith('?') && !/\bsimulat(?:ion|ed)\b/i.test(sentence));

const noteOf = (input: unknown): readonly { content: string; category: string }[] => {
  const { content, category = '' } = (input ?? {}) as { content?: unknown; category?: unknown };
  return typeof content === 'string' ? [{ content, category: String(category) }] : [];
};

/** The notes that tools saved in the conversation. */
const notesIn = ({ runs }: Transcript) => runs.filter(({ ok }) => ok).flatMap(({ input }) => noteOf(input));

/** The parts of a sentence that are of a kind: `ahead in …` without `behind in …`. */
function partOf(sentence: string, kind: RegExp): string {
  const parts = sentence.split(/;\s*/);
  const fitting = parts.filter((part) => kind.test(part)).join('; ');
  if (parts.length < 2 || fitting === '') return sentence;
  return fitting.replace(/^.*?: (?=\p{Ll})/u, '').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function points(transcript: Transcript, words: string, most: number): readonly string[] {
  const { questions, sentences } = transcript;
  if (/\b(?:tags?|keywords?)\b/.test(words)) return contentWordsOf(questions.join(' ')).slice(0, most);
  const [, kind] = KINDS.find(([names]) => names.test(words)) ?? [];
  if (!kind) return [];
  const noted = notesIn(transcript).flatMap(({ content, category }) =>
    category && words.includes(category) ? [content] : [],
  );
  const said = [...questions.filter((question) => !question.endsWith('?')), ...telling(sentences)];
  return [
    ...new Set([...noted, ...said.filter((sentence) => kind.test(sentence)).map((one) => partOf(one, kind))]),
  ].slice(0, most);
}

/** The word limits in a description: `50 to 150 words`. */
function wordLimits(description = ''): readonly [number, number] {
  const [, from, to] = /(\d+)\s*(?:to|-|–)\s*(\d+) words/i.exec(description) ?? [];
  const most = /at most (\d+) words/i.exec(description)?.[1];
  return from && to ? [Number(from), Number(to)] : [0, Number(most ?? 150)];
}

/** Sentences that are true for every conversation. They fill a text up to its minimum length. */
const FILLERS = [
  'The coach answered by what was known, and said so where it was not.',
  'Whatever else was said was small talk, or lay outside of what the coach does.',
  'Nothing else was agreed on, and no question was left open that would change the advice.',
  'The next answer can go on from here without asking for the same things again.',
  'The person wrote in their own words, and what matters of them stands above as they wrote it.',
  'Where numbers were named, they are those of the person or those that a tool gave, and none was made up.',
  'Pain, illness or a change of plans did not come up beyond what is told here.',
  'The tone between the two was friendly, and the person kept to what they had set out to do.',
];

function narrative(transcript: Transcript, [least, most]: readonly [number, number]): string {
  const { earlier, isForPerson, questions, sentences } = transcript;
  const who = isForPerson ? 'You' : 'The person';
  const quoted = (texts: readonly string[], words: number) =>
    listed(texts.map((text) => `"${clipWords(text, words)}"`));
  const told = telling(sentences);
  const notes = notesIn(transcript)
    .slice(0, 3)
    .map(({ content }) => content);
  const parts = [
    earlier !== undefined && `Before: ${clipWords(earlier, 40)}`,
    questions.length > 0 ? `${who} asked ${quoted(questions.slice(-6), 9)}.` : 'Nothing has been asked yet.',
    notes.length > 0 && `This was kept: ${quoted(notes, 9)}.`,
    ...told.filter((sentence) => /\d/.test(sentence)).slice(0, 3),
    ...told.filter((sentence) => !/\d/.test(sentence)).slice(0, 3),
  ];
  const text = clipWords(parts.filter(Boolean).join(' '), most);
  return FILLERS.reduce((longer, filler) => (countWords(longer) < least ? `${longer} ${filler}` : longer), text);
}

/** Writes the value of a property about a conversation, from its own sentences. */
export function write(transcript: Transcript, name: string, schema: Schema): unknown {
  const words = spaced(name);
  if (schema.type === 'array' && asSchema(schema.items).type === 'string') {
    return points(transcript, words, schema.maxItems ?? DEFAULT_MOST);
  }
  if (schema.type !== 'string' || schema.enum) return undefined;
  if (/\btitle\b/.test(words)) return clipWords(transcript.questions[0] ?? 'A conversation', 8);
  const [, kind] = KINDS.find(([names]) => names.test(words)) ?? [];
  if (kind) return points(transcript, words, 2).join(' ') || undefined;
  return /\b(?:summary|narrative|overview|recap|text|description|story)\b/.test(words)
    ? narrative(transcript, wordLimits(schema.description))
    : undefined;
}
