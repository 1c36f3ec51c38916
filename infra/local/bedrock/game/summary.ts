import { clipWords, countWords, listed } from '../creator/phrasing.ts';
import type { ModelCall } from '../simulated-model.ts';
import { withNumbers } from './recap.ts';
import { readTranscript } from './transcript.ts';

const MIN_WORDS = 50;
const MAX_WORDS = 150;
/** True of every conversation; as many as a short one needs. */
const FILLERS = [
  'All of it was about Rocket League and about how the person plays.',
  'The coach took its numbers from imported games alone, and said so where it had none.',
  'Whatever else was said was small talk, or lay outside of what the coach does.',
  'The next answer can go on from here without asking for the same things again.',
];

/** What an earlier conversation was about, in 50 to 150 words. */
export function narrativeOf(call: ModelCall): string {
  const { earlier, questions, sentences, notes } = readTranscript(call);
  const asked = questions.slice(-6).map((question) => `"${clipWords(question, 9)}"`);
  const parts = [
    earlier !== undefined && `Before: ${clipWords(earlier, 40)}`,
    asked.length > 0 ? `The person asked ${listed(asked)}.` : 'The person has not asked for anything yet.',
    notes.length > 0 &&
      `These notes were saved: ${listed(notes.slice(0, 3).map(({ content }) => `"${clipWords(content, 9)}"`))}.`,
    ...withNumbers(sentences).slice(0, 3),
  ].filter((part) => part !== false);
  const told = clipWords(parts.join(' '), MAX_WORDS);
  return FILLERS.reduce((text, filler) => (countWords(text) < MIN_WORDS ? `${text} ${filler}` : text), told);
}
