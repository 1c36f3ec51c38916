import { expect } from 'vitest';
import type { CreatorComplete } from '#contract/creator-progress';
import { coachCreator } from '#domain/coach-creator/coach-creator';
import { type CreatorState, INITIAL_STATE, intakeOf } from '#domain/coach-creator/state';
import type { Json } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { aSessionRecord, aTurnContext } from '#testing/simulation/turn-context-fixture';
import type { Step } from '../../simulated-model.ts';
import { simulatedCreator } from './simulated-creator.ts';

/** For tests: interviews with the product's prompt and state changes, and the simulated model. */

const NOW = Date.parse('2026-11-21T10:00:00Z');

export interface Exchange {
  readonly text: string;
  readonly report: { readonly fields: Record<string, unknown>; readonly userConfirmed: boolean };
  readonly progress: Partial<CreatorComplete>;
}

const isTool = (step: Step): step is Extract<Step, { tool: object }> => 'tool' in step;
const isText = (step: Step): step is Extract<Step, { text: string }> => 'text' in step;

/** Creates an interview that runs the product's prompt and state changes with the simulated model. */
export function createInterview(seed = 1) {
  let state: CreatorState = INITIAL_STATE;
  let history: readonly MessageRecord[] = [];
  let title: string | null = null;
  const said: Exchange[] = [];

  const message = (role: 'user' | 'assistant', content: MessageRecord['content'], turnId: string): MessageRecord => ({
    messageId: `${role}-${turnId}`,
    seq: history.length + 1,
    role,
    content,
    turnId,
    createdAt: new Date(NOW).toISOString(),
  });

  return {
    say(userResponse: string, more: { confirm?: boolean } = {}): Exchange {
      const turnId = `turn-${said.length + 1}`;
      const body = { turnId, userResponse, messageTimestamp: '2026-11-21T10:00:00Z', ...more };
      const session = aSessionRecord(state, { title, turnsUsed: said.length });
      const turn = aTurnContext(body, session, { turnId, history, now: NOW });
      const prompt = coachCreator.prompt(turn);
      const content = coachCreator.message(body);
      const steps =
        simulatedCreator(
          {
            modelId: 'main',
            system: `${prompt.systemStatic}\n${prompt.systemDynamic}`,
            messages: [...history, { role: 'user' as const, content }].map((one) => ({
              role: one.role,
              content: one.content.map((block) => (block.type === 'text' ? { text: block.text } : { image: {} })),
            })),
            tools: prompt.tools.map(({ spec }) => spec),
            maxTokens: coachCreator.limits.maxTokens,
            thinking: false,
          },
          seed,
        ) ?? [];
      const text = steps
        .filter(isText)
        .map((step) => step.text)
        .join('');
      const reports = steps.filter(isTool).map(({ tool }) => ({ name: tool.name, input: tool.input as Json }));
      const finished = coachCreator.finish(turn, { text, reports, toolsUsed: [], steps: 1 }, {});
      expect(finished.counts).toEqual({});
      history = [...history, message('user', content, turnId), message('assistant', [{ type: 'text', text }], turnId)];
      ({ state, title } = finished);
      const report = reports[0]?.input as unknown as Exchange['report'];
      const one = { text, report, progress: finished.complete as Partial<CreatorComplete> };
      said.push(one);
      return one;
    },
    /** A message whose answer the person stops: the model is told of it, and nothing is recorded. */
    stop(userResponse: string): void {
      const turnId = `stopped-${history.length}`;
      const answer = [
        { type: 'text', text: 'That is' },
        { type: 'text', text: '[The person stopped this answer here.]' },
      ] as const;
      history = [
        ...history,
        message('user', [{ type: 'text', text: userResponse }], turnId),
        message('assistant', answer, turnId),
      ];
    },
    said: () => said,
    state: (): CreatorState => state,
    intake: () => intakeOf(state),
  };
}

export function runInterview(lines: readonly string[], seed = 1) {
  const interview = createInterview(seed);
  for (const line of lines) interview.say(line);
  return interview;
}
