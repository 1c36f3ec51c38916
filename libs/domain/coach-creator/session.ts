import type {
  ChecklistTopic,
  CreatorSession,
  SessionMessage,
  SessionMessageBlock,
} from '#contract/creator-session-responses';
import type { ContentBlock } from '#ports/model';
import type { MessageRecord, SessionRecord } from '#ports/session-records';
import { turnFieldsOf } from '../turn-fields.ts';
import { progressDetails, progressOf, questionFor, type TopicProgress } from './progress.ts';
import type { CreatorState } from './state.ts';

function checklistTopic(item: TopicProgress, { fields, level }: CreatorState): ChecklistTopic {
  const { topic, isComplete } = item;
  const known = topic.fields.flatMap((name) => (fields[name] ? [[name, fields[name]] as const] : []));
  return {
    topic: topic.name,
    required: topic.required,
    isComplete,
    wording: isComplete ? topic.wording[level] : questionFor(item, level),
    fields: Object.fromEntries(
      known.map(([name, { value, confidence, turnId }]) => [name, { value, confidence, turnId }]),
    ),
  };
}

/** The status as of now. An expired session is reported as expired whatever status is stored. */
function statusOf({ status, expiresAt }: SessionRecord<CreatorState>, now: number): CreatorSession['status'] {
  if (status === 'ended') return 'ended';
  return status === 'active' && (expiresAt === null || now < Date.parse(expiresAt)) ? 'active' : 'expired';
}

/** The session for clients. @param now - Milliseconds since the epoch. */
export function sessionView(session: SessionRecord<CreatorState>, now: number): CreatorSession {
  const { state, activeTurn } = session;
  const progress = progressOf(state.fields, state.level);
  const applicable = progress.topics.filter(({ isApplicable }) => isApplicable);
  return {
    sessionId: session.sessionId,
    status: statusOf(session, now),
    isComplete: isComplete(session),
    phase: state.phase,
    progressDetails: progressDetails(progress, state.level),
    sophisticationLevel: state.level,
    checklist: applicable.map((item) => checklistTopic(item, state)),
    title: session.title,
    turnsUsed: session.turnsUsed,
    expiresAt: session.expiresAt,
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
    ...(activeTurn !== null && { activeTurnId: activeTurn }),
  };
}

/** True when the interview is complete and its coach was ordered. */
export const isComplete = ({ state }: SessionRecord<CreatorState>): boolean => state.phase === 'complete';

const isShown = (block: ContentBlock): block is SessionMessageBlock => block.type === 'text' || block.type === 'image';

/** A message for clients: text and images, without tool calls and reasoning. */
export function messageView(
  message: MessageRecord,
  session: Pick<SessionRecord, 'activeTurn' | 'parkedTurn'>,
): SessionMessage {
  const { messageId, role, content, createdAt } = message;
  const contentBlocks = content.filter(isShown);
  const texts = contentBlocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  return {
    messageId,
    role,
    content: texts.join('\n'),
    contentBlocks,
    ...turnFieldsOf(message, session),
    createdAt,
  };
}
