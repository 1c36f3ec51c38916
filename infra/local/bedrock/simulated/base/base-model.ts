import type { OfferedTool, SimulatedModel, Step } from '../../simulated-model.ts';
import { answerFrom } from './answer.ts';
import { fillInput } from './fill.ts';
import type { CoachHints, ToolWish } from './hints.ts';
import { nextCalls } from './next-calls.ts';
import { createChoice } from './phrasing.ts';
import { firstReply } from './replies.ts';
import { messageOf } from './source.ts';
import { guardsOf } from './talk.ts';
import { isSaving, READS } from './tool-kinds.ts';
import { readTurn, type Turn } from './turn.ts';
import { spaced } from './words.ts';

const NO_HINTS: CoachHints = { isFor: () => true };

/** The tool that must be called: it is forced, or the prompt demands it. */
function onlyTool({ call: { forcedTool, tools, system } }: Turn): OfferedTool | undefined {
  const named = forcedTool ?? /\bonly by calling the tool ([\w-]+)/i.exec(system)?.[1];
  return tools.find(({ name }) => name === named);
}

/** Whether a tool reports what the model learned, beside its text. */
function isReport({ name, description }: OfferedTool, { reports = [] }: CoachHints, { call }: Turn): boolean {
  const isOrdered = new RegExp(`\\bcall ${name}\\b[^.\\n]{0,60}\\b(?:every|each|always)\\b`, 'i').test(call.system);
  const isNamed = /^(?:record|report)_/.test(name) || /^(?:records|reports)\b/i.test(description);
  return isOrdered || isNamed || reports.includes(name);
}

/** A thought about the message and the next tools, when thinking is on. */
function thoughtsOf({ call, message, runs }: Turn, calls: readonly ToolWish[]): readonly Step[] {
  if (!call.thinking) return [];
  const asked = `The message says: "${message.slice(0, 200)}".`;
  const known = runs.length > 0 ? ` I have the results of ${runs.map(({ name }) => name).join(', ')}.` : '';
  const next = calls.length > 0 ? `Next I call ${calls.map(({ name }) => name).join(', ')}.` : 'I can answer now.';
  return [{ reasoning: `${asked}${known} ${next}` }];
}

/** A sentence before the first tool call of a turn. */
function preambleOf({ runs }: Turn, calls: readonly ToolWish[], { preambles = {} }: CoachHints): readonly Step[] {
  const [first] = calls;
  if (!first || runs.length > 0) return [];
  const { name } = first;
  const text = isSaving(name) ? 'I will write that down.' : `Let me look at your ${spaced(name.replace(READS, ''))}.`;
  return [{ text: preambles[name] ?? text }];
}

/**
 * Creates a rule-based model that reads a request's tools, their schemas, the prompt's state and the person's message.
 * It fills a forced tool with a valid input, calls other tools when the hints ask for them, and answers in text
 * otherwise.
 */
export function createBaseModel(hints: CoachHints = NO_HINTS): SimulatedModel {
  return (call, seed) => {
    const turn = readTurn(call);
    if (!hints.isFor(turn)) return undefined;
    const source = messageOf(turn);
    const only = onlyTool(turn);
    if (only) return [{ tool: { name: only.name, input: fillInput(only, source, hints) } }];

    const choose = createChoice(seed, `${call.messages.length} ${turn.message}`);
    const reports = call.tools.filter((tool) => isReport(tool, hints, turn));
    const actions = call.tools.filter((tool) => !reports.includes(tool));
    const guarded = turn.runs.length === 0 ? firstReply(guardsOf(hints), turn, choose) : undefined;
    const calls = guarded === undefined ? nextCalls(turn, actions, hints) : [];
    if (calls.length > 0) {
      return [...thoughtsOf(turn, calls), ...preambleOf(turn, calls, hints), ...calls.map((tool): Step => ({ tool }))];
    }
    const text = guarded ?? answerFrom(turn, hints, choose);
    const isReported = turn.runs.some(({ name }) => reports.some((tool) => tool.name === name));
    const reporting = isReported
      ? []
      : reports.map((tool): Step => ({ tool: { name: tool.name, input: fillInput(tool, source, hints) } }));
    const opening = turn.isFirst && hints.notice !== undefined ? `${hints.notice}\n\n` : '';
    return [...thoughtsOf(turn, []), { text: opening + text }, ...reporting];
  };
}

/** Answers the requests of coaches that have no hints. */
export const simulatedBase = createBaseModel();
