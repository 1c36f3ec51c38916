import type { OfferedTool } from '../../simulated-model.ts';
import { chooseTools, referenceToCompare } from './choose-tools.ts';
import { fillInput } from './fill.ts';
import type { CoachHints, ToolWish } from './hints.ts';
import { requestsIn } from './requests.ts';
import { type Source, sourceOf } from './source.ts';
import type { ToolRun } from './tool-runs.ts';
import type { Turn } from './turn.ts';

const MAX_CALLS = 6;

export interface ToolCall {
  readonly name: string;
  readonly input: object;
}

/** A key for a call that does not depend on the order of the input's properties. */
const keyOf = ({ name, input }: Pick<ToolRun, 'name' | 'input'>): string =>
  `${name} ${JSON.stringify(Object.entries(input ?? {}).sort(([left], [right]) => (left < right ? -1 : 1)))}`;

function wishesOf(request: Source, turn: Turn, { wishes, subject, values = {} }: CoachHints): readonly ToolWish[] {
  const hasFilter = (property: string) => Object.hasOwn(values, property) && values[property]?.(request) !== undefined;
  return [...(wishes?.(request, turn) ?? []), ...(subject ? chooseTools(request, turn, subject, hasFilter) : [])];
}

const followUpsOf = (turn: Turn, { followUps, subject }: CoachHints): readonly ToolWish[] => [
  ...(followUps?.(turn) ?? []),
  ...(subject ? referenceToCompare(turn, subject) : []),
];

/**
 * The tools to call next: those that the message asks for, then the follow-ups. Calls that ran in this turn are left
 * out.
 */
export function nextCalls(turn: Turn, offered: readonly OfferedTool[], hints: CoachHints): readonly ToolCall[] {
  const made = new Set(turn.runs.map(keyOf));
  const toCalls = (wishes: readonly ToolWish[], source: Source): readonly ToolCall[] =>
    wishes.flatMap(({ name, input }) => {
      const tool = offered.find((one) => one.name === name);
      return tool ? [{ name, input: fillInput(tool, source, hints, input) }] : [];
    });
  const isOpen = (call: ToolCall) => !made.has(keyOf(call));
  const asked = requestsIn(turn)
    .flatMap((request) => toCalls(wishesOf(request, turn, hints), request))
    .filter(isOpen);
  const next =
    asked.length > 0 ? asked : toCalls(followUpsOf(turn, hints), sourceOf(turn, turn.statements)).filter(isOpen);
  return [...new Map(next.map((call) => [keyOf(call), call])).values()].slice(0, MAX_CALLS);
}
