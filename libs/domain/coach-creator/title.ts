import { clip, firstSentence } from '../clip.ts';
import type { CollectedFields } from './fields.ts';

const MAX_TITLE = 60;
const UNTITLED = 'Coach interview';

/** A session's title from its first exchange: the goal when the user named one, otherwise the user's text. */
export function titleOf(words: string, fields: CollectedFields): string {
  const subject = firstSentence(fields.primaryGoals?.value[0] ?? firstSentence(words));
  return subject === '' ? UNTITLED : clip(`${UNTITLED}: ${subject}`, MAX_TITLE);
}
