import { type CoachEvent, type CompleteEvent, isStored } from '#contract/events';
import type { Frame } from '#contract/sse';

export const TAPE_TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
export const TAPE_SESSION = '01JD8Y7Z6K3M9QW2R5T8V0XABC';

const limits = { budgetRemaining: 96_000, turnsUsed: 1, turnsRemaining: null, expiresAt: '2026-12-21T10:00:00.000Z' };
const usage = { inputTokens: 10, outputTokens: 4, cacheReadTokens: 300, cacheWriteTokens: 20 };

const start = (epoch = 1): CoachEvent => ({
  type: 'start',
  turnId: TAPE_TURN,
  epoch,
  sessionId: TAPE_SESSION,
  ...limits,
  serverTime: '2026-11-21T10:00:00.000Z',
});
const thinking = (text: string, step = 1): CoachEvent => ({ type: 'thinking', text, step });
const chunk = (text: string, step = 1): CoachEvent => ({ type: 'chunk', text, step });
const tool = (toolUseId: string, step = 1): CoachEvent => ({
  type: 'tool',
  toolUseId,
  name: 'search_memory',
  label: 'Looking into your notes',
  input: { query: 'squat "PR"' },
  step,
});
const toolResult = (toolUseId: string, ok: boolean, step = 1): CoachEvent => ({
  type: 'tool_result',
  toolUseId,
  ok,
  summary: ok ? '2 notes' : 'no answer',
  durationMs: 12,
  step,
});
const complete = (aiResponse: string, more: Partial<CompleteEvent> = {}): CoachEvent => ({
  type: 'complete',
  turnId: TAPE_TURN,
  sessionId: TAPE_SESSION,
  messageId: '01JD8Y7Z6K3M9QW2R5T8V0XABD',
  aiResponse,
  stopReason: 'end_turn',
  usage,
  ...limits,
  ...more,
});
const reset: CoachEvent = { type: 'reset', epoch: 2 };
const aborted = (aiResponse: string): CoachEvent => ({
  type: 'aborted',
  turnId: TAPE_TURN,
  sessionId: TAPE_SESSION,
  aiResponse,
  usage,
});
const error: CoachEvent = {
  type: 'error',
  turnId: TAPE_TURN,
  sessionId: TAPE_SESSION,
  code: 'model_unavailable',
  message: 'The coach is busy. Please try again.',
  retryable: true,
  retryAfterMs: 1_000,
};

/** Multi-byte characters, line breaks, and text that resembles the end of an event. */
const HARD_TEXT = 'Grüße 👟\r\n\n\ndata: [DONE]\n\n';

/** Event sequences as the engine emits them: one for each way in which a turn can proceed. */
export const TAPES = {
  text: [start(), chunk('Hel'), chunk('lo. '), chunk(HARD_TEXT), complete(`Hello. ${HARD_TEXT}`)],
  thinking: [start(), thinking('Let me '), thinking('see.'), chunk('Squat.'), complete('Squat.')],
  tools: [
    start(),
    thinking('I should look.'),
    chunk('One moment. '),
    tool('tool-1'),
    tool('tool-2'),
    toolResult('tool-1', true),
    toolResult('tool-2', false),
    chunk('You squat well.', 2),
    complete('One moment. You squat well.', { stopReason: 'max_tokens' }),
  ],
  extras: [
    start(),
    { type: 'trial_started', kind: 'trial' },
    { type: 'contextual', stage: 'reading', content: 'Reading your answer' },
    { type: 'grounding', query: 'squat depth' },
    { type: 'grounding_complete', performed: true, results: [{ title: 'Depth', host: 'example.org' }] },
    chunk('Deep.'),
    { type: 'intent_ready', isReady: true, confidence: 0.9, refinedDescription: 'a poster', turn: 3 },
    { type: 'workout_logged', id: 'w1', summary: '5×5' },
    { type: 'memory_saved', id: 'm1', summary: 'likes depth' },
    complete('Deep.'),
  ],
  reset: [
    start(),
    thinking('A first thought.'),
    chunk('A wrong begin'),
    tool('tool-1'),
    reset,
    start(2),
    thinking('A second thought.'),
    chunk('The right answer.'),
    complete('The right answer.'),
  ],
  takeover: [reset, start(2), chunk('Hello.'), complete('Hello.')],
  error: [start(), chunk('Hel'), error],
  aborted: [start(), chunk('Hel'), tool('tool-1'), aborted('Hel')],
  snapshot: [{ type: 'snapshot', text: 'Hello.', blocks: [{ type: 'text', text: 'Hello.' }] }, complete('Hello.')],
  unfinished: [start(), chunk('Hel'), tool('tool-1')],
} satisfies Record<string, readonly CoachEvent[]>;

export type TapeName = keyof typeof TAPES;

/** Events with the ids that the engine assigns. */
export function framesOf(events: readonly CoachEvent[]): readonly Frame[] {
  let [epoch, seq] = [1, 0];
  return events.map((event) => {
    if (event.type === 'reset') [epoch, seq] = [event.epoch, 0];
    if (!isStored(event) || event.type === 'snapshot') return { event };
    seq += 1;
    return { id: { epoch, seq }, event };
  });
}
