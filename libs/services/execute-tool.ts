import type { ToolExecuted } from '#contract/game-chat-requests';
import { type ActionTool, refusal, type ToolOutcome } from '#domain/tool';
import type { Ids } from '#ports/clock';
import type { Json } from '#ports/model';
import type { Telemetry } from '#ports/telemetry';
import { type ApplyWriteDeps, applyWrite, needsCommit } from './apply-write.ts';
import { type CountDeps, countRequest } from './count-request.ts';
import { minuteRate } from './rates.ts';
import { resultOf, runTool } from './turn/run-tools.ts';
import { wellFormedInput } from './well-formed.ts';

const CALLS_A_MINUTE = 60;

export interface ExecuteToolDeps extends ApplyWriteDeps, CountDeps {
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

export interface ToolCall {
  readonly sub: string;
  readonly name: string;
  readonly input: Json;
  /** Aborted when the result is no longer needed. */
  readonly signal: AbortSignal;
}

/**
 * Runs one tool for a caller that runs the model itself. Stores the tool's writes before it answers. Answers `ok:
 * false` with the reason when the tool does not exist, rejects its input or cannot write outside a turn.
 *
 * @throws {CoachError} `rate_limited`
 */
export async function executeTool(
  tools: readonly ActionTool[],
  call: ToolCall,
  deps: ExecuteToolDeps,
): Promise<ToolExecuted> {
  const { sub, name } = call;
  await countRequest(sub, minuteRate('tools', deps.clock.now(), CALLS_A_MINUTE), deps);
  const { ok, content, writes = [] } = await outcomeOf(tools, call, deps);
  if (ok) for (const write of writes) await applyWrite(sub, write, deps);
  return { toolName: name, ok, result: resultOf(content) };
}

async function outcomeOf(
  tools: readonly ActionTool[],
  { sub, name, input, signal }: ToolCall,
  deps: ExecuteToolDeps,
): Promise<ToolOutcome> {
  const tool = tools.find(({ spec }) => spec.name === name);
  if (!tool) return refusal('There is no such tool.');
  const outcome = await runTool(tool, wellFormedInput(input), { ...deps, sub, signal });
  return outcome.writes?.some(needsCommit) ? refusal('This tool works only in a conversation.') : outcome;
}
