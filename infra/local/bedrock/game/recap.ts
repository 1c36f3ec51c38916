import { clipWords, listed } from '../creator/phrasing.ts';
import type { ModelCall } from '../simulated-model.ts';
import { NOTICE } from './talk.ts';
import { readTranscript, type Transcript } from './transcript.ts';

const MAX_POINTS = 5;
const MAX_SUMMARY = 1_000;
const MAX_POINT = 300;

export interface RecapInput {
  readonly strengths: readonly string[];
  readonly weaknesses: readonly string[];
  readonly actionItems: readonly string[];
  readonly summary: string;
}

const STRONG = /\bahead in\b|\byou (?:have )?won\b|\bas a strength\b/i;
const WEAK = /\bbehind in\b|\blost a\b|\bas a weakness\b/i;
const ACTION = /^(?:Work on|Practi[cs]e|Try|Train|Rotate|Warm up|Challenge|Take a break|Focus)\b|\bas a goal\b/;

const clip = (text: string, max: number): string =>
  [...text].length <= max ? text : `${[...text].slice(0, max - 1).join('')}…`;
const points = (items: readonly string[], fallback: string): readonly string[] => {
  const found = [...new Set(items.map((item) => clip(item.trim(), MAX_POINT)).filter(Boolean))].slice(0, MAX_POINTS);
  return found.length > 0 ? found : [fallback];
};

/** The part of a comparison that goes one way: `ahead in …`, without what is behind. */
const partOf = (sentence: string, words: RegExp): string =>
  sentence
    .split(/;\s*/)
    .filter((part) => words.test(part))
    .join('; ')
    .replace(/^.*?: (?=ahead|behind)/, '')
    .replace(/^./, (letter) => letter.toUpperCase()) || sentence;

/** Sentences that tell something of the person: not the simulation's notice, and not what only asks. */
export const telling = (sentences: readonly string[]): readonly string[] =>
  sentences.filter((sentence) => !NOTICE.includes(sentence) && !sentence.endsWith('?'));

export const withNumbers = (sentences: readonly string[]): readonly string[] =>
  telling(sentences).filter((sentence) => /\d/.test(sentence));

function summaryOf({ questions, sentences, notes }: Transcript): string {
  const asked = questions.map((question) => `"${clipWords(question, 14)}"`);
  const numbers = withNumbers(sentences).slice(0, 3);
  const parts = [
    asked.length > 0 ? `You asked ${listed(asked.slice(0, 4))}.` : 'We have only just begun to talk.',
    numbers.length > 0 ? numbers.join(' ') : 'No numbers of your games came up.',
    notes.length > 0 && `Notes that were saved: ${listed(notes.map(({ content }) => `"${clipWords(content, 14)}"`))}.`,
  ];
  return clip(parts.filter(Boolean).join(' '), MAX_SUMMARY);
}

/** A recap of what was really said: notes first, then what the numbers showed. */
export function recapOf(call: ModelCall): RecapInput {
  const transcript = readTranscript(call);
  const { notes, questions } = transcript;
  const sentences = telling(transcript.sentences);
  const noted = (wanted: string) => notes.flatMap(({ category, content }) => (category === wanted ? [content] : []));
  const [topic = 'your games'] = questions;
  return {
    strengths: points(
      [...noted('strength'), ...sentences.filter((one) => STRONG.test(one)).map((one) => partOf(one, STRONG))],
      `You ask for specifics: "${clipWords(topic, 14)}"`,
    ),
    weaknesses: points(
      [...noted('weakness'), ...sentences.filter((one) => WEAK.test(one)).map((one) => partOf(one, WEAK))],
      'None came up: nothing was held against a rank yet',
    ),
    actionItems: points(
      [...noted('goal'), ...sentences.filter((one) => ACTION.test(one))],
      'Compare your averages with your rank, and pick the largest gap to work on',
    ),
    summary: summaryOf(transcript),
  };
}
