import { clip, firstSentence } from '../clip.ts';
import type { CollectedFields } from './fields.ts';

const MAX_TITLE = 60;
const UNTITLED = 'Coach interview';

/** A session's title, made of its first exchange: the goal when it was named, else what the person said. */
export function titleOf(words: string, fields: CollectedFields): string {
  const said = firstSentence(fields.primaryGoals?.value[0] ?? firstSentence(words));
  return said === '' ? UNTITLED : clip(`${UNTITLED}: ${said}`, MAX_TITLE);
}
