import { compareRuns } from './compare.ts';
import { describeRun } from './describe.ts';
import type { CoachHints } from './hints.ts';
import type { Choose } from './phrasing.ts';
import { firstReply } from './replies.ts';
import type { Turn } from './turn.ts';
import { understood } from './understood.ts';

/** The text of a step without tool calls: tool results, else a reply of the coach, else what was understood. */
export function answerFrom(turn: Turn, hints: CoachHints, choose: Choose): string {
  const { runs } = turn;
  if (runs.length === 0) return firstReply(hints.replies, turn, choose) ?? understood(turn, choose);
  const told = runs
    .map((run) => hints.tells?.[run.name]?.(run, turn) ?? describeRun(run))
    .filter((text) => text !== '');
  const comparison = hints.tells ? '' : (compareRuns(runs) ?? '');
  const text = [...new Set([...told, comparison])].filter(Boolean).join('\n\n');
  return [text, hints.closing?.(turn, text, choose)].filter(Boolean).join('\n\n');
}
