import { COACHES } from '#contract/coaches';
import type { PromptSession } from '#contract/prompt-coach/responses';
import { readState } from '#domain/coach';
import { PromptState } from '#domain/prompt-coach/state';
import { promptSessionView } from '#domain/prompt-coach/views';
import type { Drafts } from '#ports/drafts';
import { CoachError } from '#ports/errors';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import type { Sessions, Users } from '#ports/sessions';
import { generationsOf, type ReadPicturesDeps } from './read-pictures.ts';
import { asOfNow } from './sessions.ts';

const KIND = { kind: COACHES.promptCoach.kind, state: PromptState };
/** More messages than a session can have. */
const ALL_MESSAGES = 100;

export const promptStateOf = (session: SessionRecord): SessionRecord<PromptState> => readState(KIND, session);

/** @throws {CoachError} `not_found` */
export async function readPromptSession(
  ref: SessionRef,
  { sessions }: { readonly sessions: Sessions },
): Promise<SessionRecord<PromptState>> {
  const session = await sessions.get(ref);
  if (!session) throw new CoachError('not_found', 'no such session');
  return promptStateOf(session);
}

export interface PromptSessionDeps extends ReadPicturesDeps {
  readonly sessions: Sessions;
  readonly drafts: Drafts;
  readonly users: Users;
}

/** A session with all that was agreed and made in it, in one round of reads. @throws {CoachError} `not_found` */
export async function getPromptSession(ref: SessionRef, deps: PromptSessionDeps): Promise<PromptSession> {
  const [session, drafts, messages, user, generations] = await Promise.all([
    readPromptSession(ref, deps),
    deps.drafts.list(ref),
    deps.sessions.messages(ref, { limit: ALL_MESSAGES }),
    deps.users.get(ref.sub),
    generationsOf(ref, deps),
  ]);
  return promptSessionView({
    session: asOfNow(session, deps.clock.now()),
    tier: user.tier,
    drafts,
    messages: messages.items,
    generations: [...generations],
  });
}
