import { COUNT_LIMITS } from '#contract/count-limits';
import type { CoachEvent } from '#contract/events';
import { type ActionTool, refusal, type Tool, type ToolOutcome, type ToolScope } from '#domain/tool';
import type { Clock, Ids } from '#ports/clock';
import { type Counts, roomFor } from '#ports/counts';
import type { ContentBlock, Json } from '#ports/model';
import { countedBy, isCounted, type StagedWrite } from '#ports/staged-writes';
import type { Telemetry } from '#ports/telemetry';
import { fitResult } from './fit-result.ts';
import type { ToolUse } from './model-call.ts';
import {
  MAX_TOOL_CALLS_A_STEP,
  MAX_WRITES_A_TURN,
  TOOL_RESULT_BYTES,
  TOOL_RESULTS_BYTES_A_TURN,
} from './parameters.ts';

/** What the tools of one turn have used and staged so far. */
export interface Toolbox {
  readonly tools: readonly Tool[];
  /** What the person had stored before the turn. */
  readonly counts: Counts;
  /** Staged writes, stored with the answer. */
  readonly writes: StagedWrite[];
  /** Names of the tools that ran, each once. */
  readonly used: Set<string>;
  /** Total size of the results that the model received, in bytes. */
  resultBytes: number;
}

export const openToolbox = (tools: readonly Tool[], counts: Counts): Toolbox => ({
  tools,
  counts,
  writes: [],
  used: new Set(),
  resultBytes: 0,
});

export interface ToolDeps {
  readonly sub: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  readonly signal: AbortSignal;
}

type Result = Extract<ContentBlock, { type: 'tool_result' }>;

interface Finished {
  readonly use: ToolUse;
  readonly outcome: ToolOutcome;
  readonly durationMs: number;
}

/**
 * Runs the tool uses of one step: reads in parallel, then writes one after another. Every tool failure becomes a result
 * that the model can read.
 *
 * @returns a result for every use, in the order of the uses.
 * @throws `signal.reason` when the turn is aborted.
 */
export async function* runTools(
  uses: readonly ToolUse[],
  step: number,
  box: Toolbox,
  deps: ToolDeps,
): AsyncGenerator<CoachEvent, readonly Result[], undefined> {
  const results = new Map<string, Result>();
  const say = ({ use, outcome, durationMs }: Finished): CoachEvent => {
    const { ok } = outcome;
    const summary = outcome.summary.toWellFormed();
    results.set(use.toolUseId, {
      type: 'tool_result',
      toolUseId: use.toolUseId,
      ok,
      content: fitted(outcome.content, box),
      summary,
      durationMs,
    });
    return { type: 'tool_result', toolUseId: use.toolUseId, ok, summary, durationMs, step };
  };
  const isRead = ({ name }: ToolUse) => toolOf(box, name)?.readOnly ?? true;
  const admitted = uses.slice(0, MAX_TOOL_CALLS_A_STEP);
  for (const use of uses.slice(MAX_TOOL_CALLS_A_STEP)) {
    yield say({
      use,
      outcome: refusal('Too many tools at once. Ask again for this one, if it still matters.'),
      durationMs: 0,
    });
  }
  yield* asTheyFinish(
    admitted.filter(isRead).map((use) => run(use, box, deps)),
    say,
  );
  for (const use of admitted.filter((use) => !isRead(use))) yield say(await run(use, box, deps));
  deps.signal.throwIfAborted();
  return uses.flatMap(({ toolUseId }) => results.get(toolUseId) ?? []);
}

const toolOf = (box: Toolbox, name: string): ActionTool | undefined => {
  const tool = box.tools.find(({ spec }) => spec.name === name);
  return tool?.kind === 'action' ? tool : undefined;
};

async function* asTheyFinish<Value, Event>(
  running: readonly Promise<Value>[],
  say: (value: Value) => Event,
): AsyncGenerator<Event, void, undefined> {
  const waiting = new Map(running.map((promise, place) => [place, promise.then((value) => ({ place, value }))]));
  while (waiting.size > 0) {
    const { place, value } = await Promise.race(waiting.values());
    waiting.delete(place);
    yield say(value);
  }
}

async function run(use: ToolUse, box: Toolbox, deps: ToolDeps): Promise<Finished> {
  deps.signal.throwIfAborted();
  const startedAt = deps.clock.now();
  const tool = toolOf(box, use.name);
  const outcome = tool ? await runTool(tool, use.input, deps) : refusal(`There is no tool ${use.name.slice(0, 64)}.`);
  if (tool) box.used.add(use.name);
  deps.telemetry.count('ToolsUsed', { tool: tool ? use.name : 'unknown', ok: String(outcome.ok) });
  return { use, outcome: stage(outcome, box), durationMs: deps.clock.now() - startedAt };
}

/** Limits the writes of a turn to what one commit can hold, and to what the person may store. A commit refuses none. */
function stage(outcome: ToolOutcome, box: Toolbox): ToolOutcome {
  const { writes = [], ok } = outcome;
  if (!ok || writes.length === 0) return outcome;
  if (box.writes.length + writes.length > MAX_WRITES_A_TURN)
    return refusal('Nothing more can be saved in this answer.');
  const staged = [...box.writes, ...writes];
  for (const counted of new Set(writes.filter(isCounted).map(({ type }) => countedBy[type]))) {
    const more = staged.filter((write) => isCounted(write) && countedBy[write.type] === counted).length;
    if (more > roomFor(counted, box.counts))
      return refusal(
        `No more ${counted} can be saved: ${COUNT_LIMITS[counted]} are the limit. Old ones can be deleted.`,
      );
  }
  box.writes.push(...writes);
  return outcome;
}

/** Runs one tool within its time limit. @throws only `signal.reason`, when the turn is aborted. */
export async function runTool(tool: ActionTool, input: Json, deps: ToolDeps): Promise<ToolOutcome> {
  const over = new AbortController();
  const signal = AbortSignal.any([deps.signal, over.signal]);
  const scope: ToolScope = { sub: deps.sub, now: deps.clock.now(), newId: deps.ids.ulid, signal };
  try {
    const late = deps.clock.sleep(tool.timeoutMs, signal).then(() => refusal('The tool took too long.'));
    const outcome = await Promise.race([tool.run(input, scope), late]);
    deps.signal.throwIfAborted();
    return outcome;
  } catch (error) {
    deps.signal.throwIfAborted();
    // Its own message may have details that neither a model nor a user should read.
    deps.telemetry.log('warn', 'a tool failed', { error, tool: tool.spec.name });
    return refusal('The tool failed.');
  } finally {
    over.abort();
  }
}

function fitted(found: Json, box: Toolbox): Json {
  const { content, bytes } = fitResult(found, Math.min(TOOL_RESULT_BYTES, TOOL_RESULTS_BYTES_A_TURN - box.resultBytes));
  box.resultBytes += bytes;
  return content;
}

/** A single result, cut to the maximum size. */
export const resultOf = (content: Json): Json => fitResult(content, TOOL_RESULT_BYTES).content;
