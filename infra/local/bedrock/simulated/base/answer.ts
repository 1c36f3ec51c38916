import { compareRuns } from './compare.ts';
import type { CoachHints } from './hints.ts';
import type { Choose } from './phrasing.ts';
import { firstReply } from './replies.ts';
import { ownReference, type Subject } from './subject.ts';
import { repliesOf, tipOf } from './talk.ts';
import { tellRun } from './tell.ts';
import { isSaving } from './tool-kinds.ts';
import type { Turn } from './turn.ts';
import { understood } from './understood.ts';

/** The text of a step without tool calls: tool results, else a reply of the coach, else what was understood. */
export function answerFrom(turn: Turn, hints: CoachHints, choose: Choose): string {
  const { runs } = turn;
  if (runs.length === 0) return firstReply(repliesOf(hints), turn, choose) ?? understood(turn, choose);
  const told = runs.map((run) => tellRun(run, turn, hints)).filter((text) => text !== '');
  const comparison = hints.tells || hints.subject ? '' : (compareRuns(runs) ?? '');
  const text = [...new Set([...told, comparison])].filter(Boolean).join('\n\n');
  return [text, closingOf(turn, text, hints, choose)].filter(Boolean).join('\n\n');
}

/** The last paragraph: advice or a question, unless the answer is complete or asks already. */
function closingOf(turn: Turn, told: string, hints: CoachHints, choose: Choose): string | undefined {
  const { subject, closings } = hints;
  const isComplete = turn.runs.some(({ ok, name }) => !ok || isSaving(name));
  const hasAdvice = subject?.numberTips?.some(({ tip }) => told.includes(tip));
  if (isComplete || hasAdvice || (subject && told.includes(subject.nothing))) return undefined;
  return (subject && missingReference(turn, subject)) ?? tipOf(hints, turn.message) ?? (closings && choose(closings));
}

/** Asks for the person's own reference when the message is about it and neither the prompt nor an item has it. */
function missingReference(turn: Turn, subject: Subject): string | undefined {
  const property = subject.reference?.property;
  if (property === undefined || ownReference(turn, subject) !== undefined) return undefined;
  return new RegExp(`\\b${property}\\b`, 'i').test(turn.message)
    ? `I could not tell your ${property}, so I compared nothing. Which ${property} shall I take?`
    : undefined;
}
