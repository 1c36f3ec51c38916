import type { ToolExecuted } from '#contract/game-chat';
import { type ActionTool, refusal } from '#domain/tool';
import type { Clock, Ids } from '#ports/clock';
import type { Json } from '#ports/model';
import type { Rates } from '#ports/rates';
import type { StagedWrite } from '#ports/staged-writes';
import type { Telemetry } from '#ports/telemetry';
import { rateLimited } from './limits.ts';
import { keepNote, type NotesDeps } from './notes.ts';
import { minuteRate } from './rates.ts';
import { resultOf, runTool } from './turn/run-tools.ts';

const CALLS_A_MINUTE = 60;
const MINUTE_MS = 60_000;

export interface ExecuteToolDeps extends NotesDeps {
  readonly rates: Rates;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

export interface ToolCall {
  readonly sub: string;
  readonly name: string;
  readonly input: Json;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
}

/**
 * One tool for whoever runs the model elsewhere: what it writes is written at once. A tool that does not exist, or cannot
 * take its input, has a result too, which says so.
 *
 * @throws {CoachError} `rate_limited`
 */
export async function executeTool(
  tools: readonly ActionTool[],
  { sub, name, input, signal }: ToolCall,
  deps: ExecuteToolDeps,
): Promise<ToolExecuted> {
  const now = deps.clock.now();
  if (!(await deps.rates.count(sub, minuteRate('tools', now, CALLS_A_MINUTE)))) throw rateLimited(now, MINUTE_MS);
  const tool = tools.find(({ spec }) => spec.name === name);
  if (!tool) return { toolName: name, result: refusal('There is no such tool.').content };
  const { content, writes = [] } = await runTool(tool, input, { ...deps, sub, signal });
  for (const write of writes) await carryOut(sub, write, deps);
  return { toolName: name, result: resultOf(content) };
}

async function carryOut(sub: string, write: StagedWrite, deps: ExecuteToolDeps): Promise<void> {
  if (write.type === 'save_note') await keepNote(sub, write.note, deps);
}
