import * as z from 'zod/mini';
import { PROBLEM_CODES } from './problem-codes.ts';
import { Count, Usage } from './usage.ts';

/**
 * The closed vocabulary of a turn's stream. Schema, type and `docs/events.md` derive from this file.
 * To change it is to change the wire contract: note it in CHANGELOG.md.
 */
export const EVENTS_VERSION = 1;

const Seconds = z.number();
const Step = Count;
const ProblemCodeSchema = z.enum(PROBLEM_CODES);

/** Every terminal event names its turn and its session. */
const ids = { turnId: z.string(), sessionId: z.string() };

/** Numbers that `start` and `complete` share; `null` where a coach has no such limit. */
const limits = {
  budgetRemaining: z.nullable(z.number()),
  turnsUsed: Count,
  turnsRemaining: z.nullable(Count),
  expiresAt: z.nullable(z.string()),
};

export const StopReason = z.enum([
  'end_turn',
  'tool_use',
  'max_tokens',
  'stop_sequence',
  'content_filtered',
  'step_limit',
]);
export type StopReason = z.infer<typeof StopReason>;

const Start = z.object({
  type: z.literal('start'),
  turnId: z.string(),
  epoch: Count,
  sessionId: z.string(),
  ...limits,
  serverTime: z.string(),
});
const TrialStarted = z.object({ type: z.literal('trial_started'), kind: z.enum(['trial', 'preview']) });
const Contextual = z.object({ type: z.literal('contextual'), stage: z.string(), content: z.string() });
const Grounding = z.object({ type: z.literal('grounding'), query: z.string() });
const GroundingComplete = z.object({
  type: z.literal('grounding_complete'),
  performed: z.boolean(),
  results: z.array(z.object({ title: z.string(), host: z.string() })),
});
const Thinking = z.object({ type: z.literal('thinking'), text: z.string(), step: Step });
const Chunk = z.object({ type: z.literal('chunk'), text: z.string(), step: Step });
const ToolUsed = z.object({
  type: z.literal('tool'),
  toolUseId: z.string(),
  name: z.string(),
  label: z.string(),
  input: z.unknown(),
  step: Step,
});
const ToolResult = z.object({
  type: z.literal('tool_result'),
  toolUseId: z.string(),
  ok: z.boolean(),
  summary: z.string(),
  durationMs: z.number(),
  step: Step,
});
const IntentReady = z.object({
  type: z.literal('intent_ready'),
  isReady: z.literal(true),
  confidence: z.number(),
  refinedDescription: z.string(),
  turn: Count,
});
const WorkoutLogged = z.object({ type: z.literal('workout_logged'), id: z.string(), summary: z.string() });
const MemorySaved = z.object({ type: z.literal('memory_saved'), id: z.string(), summary: z.string() });
const Reset = z.object({ type: z.literal('reset'), epoch: Count });
const Snapshot = z.object({ type: z.literal('snapshot'), text: z.string(), blocks: z.array(z.unknown()) });
/** What every coach's `complete` has. Each coach adds fields of its own, which its contract file describes. */
const completeFields = {
  type: z.literal('complete'),
  ...ids,
  messageId: z.string(),
  aiResponse: z.string(),
  stopReason: StopReason,
  usage: Usage,
  ...limits,
};
const Complete = z.looseObject(completeFields);
const Aborted = z.object({ type: z.literal('aborted'), ...ids, aiResponse: z.string(), usage: Usage });
const Failed = z.object({
  type: z.literal('error'),
  ...ids,
  code: ProblemCodeSchema,
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.optional(Seconds),
});

/** Without an index signature: a coach's own fields are read by that coach's schema. */
export type CompleteEvent = z.infer<z.ZodMiniObject<typeof completeFields>>;
export type TerminalEvent = CompleteEvent | z.infer<typeof Aborted | typeof Failed>;

export const CoachEvent = z.discriminatedUnion('type', [
  Start,
  TrialStarted,
  Contextual,
  Grounding,
  GroundingComplete,
  Thinking,
  Chunk,
  ToolUsed,
  ToolResult,
  IntentReady,
  WorkoutLogged,
  MemorySaved,
  Reset,
  Snapshot,
  Complete,
  Aborted,
  Failed,
]);
export type CoachEvent = Exclude<z.infer<typeof CoachEvent>, { type: 'complete' }> | CompleteEvent;
export type EventType = CoachEvent['type'];

/** When each event is sent, in the order in which a turn may send them. The reference page is made of this. */
export const WHEN = {
  start: 'after the claim is durable; first event of every epoch that a person waits for',
  trial_started: 'a trial or a preview was claimed by this turn',
  contextual: 'a passing line of status; never stored, carries no id',
  grounding: 'a web search begins',
  grounding_complete: 'the web search ended, with or without results',
  thinking: 'a delta of the model’s reasoning',
  chunk: 'a delta of the answer',
  tool: 'the model called a tool; sent from the finished block',
  tool_result: 'the tool ran; the whole content is in the message’s blocks',
  intent_ready: 'each time the creative intent becomes ready (prompt coach)',
  workout_logged: 'after the commit (coach conversation)',
  memory_saved: 'after the commit (coach conversation)',
  reset: 'a new epoch began: drop the text of older ones',
  snapshot: 'replay of a turn whose event log is gone',
  complete: 'terminal: the answer is committed',
  aborted: 'terminal: a person stopped the turn; what was produced is kept',
  error: 'terminal: the turn failed; the person’s message is kept, no answer is stored',
} as const satisfies Record<EventType, string>;

/** Events that are shown once and not kept. They carry no id, so a cursor never points at one. */
export const isStored = (event: CoachEvent): boolean => event.type !== 'contextual';

/** Events that show something of the model's: after one, a turn counts, and a trial or preview is used up. */
export const isShown = ({ type }: CoachEvent): boolean => type === 'chunk' || type === 'thinking' || type === 'tool';

export const isTerminal = (event: CoachEvent): event is TerminalEvent =>
  event.type === 'complete' || event.type === 'aborted' || event.type === 'error';
