import { randomUUID } from 'node:crypto';
import type { CoachResource, ConfigStatus } from '#contract/coach-responses';
import type { CreatorComplete, ProgressDetails } from '#contract/creator-progress';
import type { CreatorSession, CreatorSessionWithMessages, SessionMessage } from '#contract/creator-session-responses';
import type { CoachEvent, CompleteEvent } from '#contract/events';
import { NO_USAGE } from '#contract/usage';
import { coachFrom } from './coach-fixture.ts';
import { GOODBYE, QUESTIONS, questionAt } from './interviewer.ts';

const BUILD_STEPS = ['queued', 'building', 'ready'] as const;
const MONTH_MS = 30 * 86_400_000;
const BUILD_DEADLINE_MS = 10 * 60_000;

export interface InterviewOptions {
  /** How long each state of the build lasts. */
  readonly buildStepMs: number;
  /** The first build fails. */
  readonly failsFirst: boolean;
}

/** One interview that answers each message with the next question: all that a page needs of a server's mind. */
export interface Interview extends InterviewOptions {
  readonly sessionId: string;
  readonly createdAt: string;
  readonly messages: SessionMessage[];
  covered: number;
  turnsUsed: number;
  title: string | null;
  updatedAt: string;
  completedAt: number | undefined;
  attempt: number;
}

const iso = (ms = Date.now()) => new Date(ms).toISOString();

function say(
  interview: Interview,
  role: 'user' | 'assistant',
  content: string,
  { images = [], ...more }: Partial<SessionMessage> & { readonly images?: readonly string[] } = {},
) {
  const createdAt = iso();
  interview.updatedAt = createdAt;
  const text = content === '' ? [] : [{ type: 'text' as const, text: content }];
  const contentBlocks = [...images.map((key) => ({ type: 'image' as const, key })), ...text];
  interview.messages.push({ messageId: randomUUID(), role, content, contentBlocks, createdAt, ...more });
}

/** @param covered - Topics that are behind it already. */
export function createInterview(options: InterviewOptions, covered: number): Interview {
  const interview: Interview = {
    ...options,
    sessionId: randomUUID(),
    createdAt: iso(),
    messages: [],
    covered,
    turnsUsed: covered,
    title: covered > 0 ? 'Stronger legs by spring' : null,
    updatedAt: iso(),
    completedAt: undefined,
    attempt: 1,
  };
  say(interview, 'assistant', questionAt(covered));
  return interview;
}

const isConfirming = ({ covered, completedAt }: Interview) => covered >= QUESTIONS.length && completedAt === undefined;

const phaseOf = (interview: Interview): CreatorSession['phase'] => {
  if (interview.completedAt !== undefined) return 'complete';
  return isConfirming(interview) ? 'confirming' : 'collecting';
};

const progressOf = ({ covered }: Interview): ProgressDetails => ({
  topicsCompleted: covered,
  totalTopics: QUESTIONS.length,
  percentage: Math.round((100 * covered) / QUESTIONS.length),
  sophisticationLevel: covered < 3 ? 'UNKNOWN' : 'BEGINNER',
  currentTopic: QUESTIONS[covered]?.[0] ?? null,
});

const checklistOf = ({ covered }: Interview): CreatorSession['checklist'] => [
  ...QUESTIONS.map(([topic, wording], at) => ({
    topic,
    required: true,
    isComplete: at < covered,
    wording,
    fields: {},
  })),
  { topic: 'competition_goals', required: false, isComplete: false, wording: '', fields: {} },
];

const limitsOf = ({ turnsUsed, completedAt }: Interview) => ({
  turnsUsed,
  turnsRemaining: null,
  budgetRemaining: 90_000,
  expiresAt: completedAt ? null : iso(Date.now() + MONTH_MS),
});

export const isFinished = ({ completedAt }: Interview): boolean => completedAt !== undefined;

export function sessionOf(interview: Interview): CreatorSession {
  const { sessionId, title, createdAt, updatedAt, turnsUsed } = interview;
  const progressDetails = progressOf(interview);
  return {
    sessionId,
    status: isFinished(interview) ? 'ended' : 'active',
    isComplete: isFinished(interview),
    phase: phaseOf(interview),
    progressDetails,
    sophisticationLevel: progressDetails.sophisticationLevel,
    checklist: checklistOf(interview),
    title,
    turnsUsed,
    expiresAt: limitsOf(interview).expiresAt,
    createdAt,
    updatedAt,
  };
}

export const wholeOf = (interview: Interview): CreatorSessionWithMessages => ({
  ...sessionOf(interview),
  messages: interview.messages,
});

export const startOf = (interview: Interview, turnId: string): CoachEvent => ({
  type: 'start',
  turnId,
  epoch: 1,
  sessionId: interview.sessionId,
  serverTime: iso(),
  ...limitsOf(interview),
});

/** Takes a message, and knows what to answer. */
export function hear(
  interview: Interview,
  { turnId, text, images, confirm }: { turnId: string; text: string; images: readonly string[]; confirm: boolean },
): string {
  say(interview, 'user', text, { turnId, images });
  interview.title ??= text.slice(0, 40);
  const isYes = isConfirming(interview) && (confirm || /^(yes|ja)\b/i.test(text));
  return isYes ? GOODBYE : questionAt(interview.covered + 1);
}

/** Commits an answer. */
export function finish(interview: Interview, turnId: string, answer: string): CompleteEvent & CreatorComplete {
  if (answer === GOODBYE) interview.completedAt = Date.now();
  interview.covered = Math.min(interview.covered + 1, QUESTIONS.length);
  interview.turnsUsed += 1;
  say(interview, 'assistant', answer, { turnId });
  return {
    type: 'complete',
    turnId,
    sessionId: interview.sessionId,
    messageId: randomUUID(),
    aiResponse: answer,
    stopReason: 'end_turn',
    usage: NO_USAGE,
    ...limitsOf(interview),
    isComplete: isFinished(interview),
    progressDetails: progressOf(interview),
    nextQuestion: null,
    readyToConfirm: isConfirming(interview),
    coachConfigGenerating: isFinished(interview),
  };
}

/** Keeps what was said before a stop. */
export function breakOff(interview: Interview, turnId: string, text: string): CoachEvent {
  if (text !== '') say(interview, 'assistant', text, { turnId, partial: true });
  return { type: 'aborted', turnId, sessionId: interview.sessionId, aiResponse: text, usage: NO_USAGE };
}

function buildStateOf({ completedAt, buildStepMs, failsFirst, attempt }: Interview): ConfigStatus['state'] {
  if (completedAt === undefined) return 'none';
  const steps = Math.max(0, Math.floor((Date.now() - completedAt) / buildStepMs));
  if (failsFirst && attempt === 1 && steps >= 2) return 'failed';
  return BUILD_STEPS[steps] ?? 'ready';
}

export function buildOf(interview: Interview): ConfigStatus {
  const { attempt, updatedAt, completedAt, sessionId } = interview;
  const state = buildStateOf(interview);
  return {
    state,
    attempt,
    updatedAt,
    pollAfterMs: state === 'queued' || state === 'building' ? 300 : 0,
    deadline: completedAt === undefined ? null : iso(completedAt + BUILD_DEADLINE_MS),
    ...(state === 'ready' && { coachId: sessionId }),
    ...(state === 'failed' && { error: { code: 'model_unavailable' as const, retryable: true } }),
  };
}

export function buildAgain(interview: Interview): void {
  interview.attempt += 1;
  interview.completedAt = Date.now();
}

export const coachOf = (interview: Interview): CoachResource | undefined =>
  buildStateOf(interview) === 'ready' ? coachFrom(interview.sessionId, interview.createdAt) : undefined;
