import type { LimitedPace, SideQuestion, Work } from '#domain/side-work';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Model, ModelRequest } from '#ports/model';
import type { Telemetry } from '#ports/telemetry';
import type { TurnRef } from '#ports/turn-records';
import type { Turns, UseAnswer } from '#ports/turns';
import { callTool } from '../call-tool.ts';
import { estimateInput } from '../metering/estimate.ts';
import type { Meter } from '../metering/meter.ts';
import { within } from '../within.ts';
import type { TokenHold } from './token-hold.ts';

export interface SideCallsDeps {
  readonly model: Model;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly ref: TurnRef;
  /** Meters side calls alone, so that they never change the answer's figures. */
  readonly meter: Meter;
  readonly hold: Pick<TokenHold, 'takeForSideCall'>;
  /** Resolves with the claim; never when it fails. */
  readonly claimed: Promise<void>;
  /** Whether a side call may start before the claim is acknowledged. */
  readonly asksBesideClaim: boolean;
}

/** @param signal - Ends every call. */
export function createWork(deps: SideCallsDeps, signal: AbortSignal): Work {
  const { turns, telemetry, ref, claimed } = deps;
  return {
    signal,
    ask: (question) => ask(question, deps, signal),
    async take(counter, limit, pace) {
      await Promise.race([claimed, aborted(signal)]);
      if (signal.aborted) return false;
      try {
        return await takeInTime(() => turns.countUse(ref, counter, limit, pace), pace, deps.clock, signal);
      } catch (error) {
        if (!(error instanceof CoachError)) throw error;
        telemetry.log('warn', 'a use could not be counted', { error, counter });
        return false;
      }
    },
  };
}

/** Retries a use that the limiter has no place for, as soon as it has one. */
async function takeInTime(
  count: () => Promise<UseAnswer>,
  pace: LimitedPace | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const until = clock.now() + (pace?.waitMs ?? 0);
  for (;;) {
    const answer = await count();
    if (typeof answer === 'string') return answer === 'counted';
    if (answer.freeAt > until || clock.now() >= until) return false;
    await clock.sleep(Math.max(1, answer.freeAt - clock.now()), signal);
    if (signal.aborted) return false;
  }
}

async function ask<Value>(
  question: SideQuestion<Value>,
  deps: SideCallsDeps,
  signal: AbortSignal,
): Promise<Value | undefined> {
  const request = requestOf(question);
  if (!deps.asksBesideClaim) await Promise.race([deps.claimed, aborted(signal)]);
  if (signal.aborted) return undefined;
  if (!deps.hold.takeForSideCall(estimateInput(request) + request.maxTokens)) {
    deps.telemetry.count('SideCallsUnpaid', { tool: question.tool.name });
    return undefined;
  }
  try {
    const input = await within(question.timeoutMs, deps.clock, (late) => {
      const ended = AbortSignal.any([signal, late]);
      return Promise.race([callTool(request, deps, ended), aborted(ended)]);
    });
    return input === undefined ? undefined : question.parse(input);
  } catch (error) {
    deps.telemetry.log('warn', 'a side call failed', { error, tool: question.tool.name });
    deps.telemetry.count('SideCallsFailed', { tool: question.tool.name });
    return undefined;
  }
}

const requestOf = ({
  system,
  text,
  tool,
  maxTokens,
}: SideQuestion<unknown>): ModelRequest & { forcedTool: string } => ({
  role: 'small',
  systemStatic: system,
  systemDynamic: '',
  messages: [{ role: 'user', content: [{ type: 'text', text }] }],
  tools: [tool],
  forcedTool: tool.name,
  maxTokens,
});

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
