import type { Draft } from '#contract/prompt-coach/intent';
import type { EditDraft } from '#contract/prompt-coach/requests';
import { draftOf } from '#domain/prompt-coach/drafts';
import { withDescription } from '#domain/prompt-coach/merge-intent';
import { isPlaceholder } from '#domain/prompt-coach/placeholder';
import type { PromptState } from '#domain/prompt-coach/state';
import { draftView } from '#domain/prompt-coach/views';
import { type Clock, isoOf } from '#ports/clock';
import type { Drafts } from '#ports/drafts';
import { CoachError } from '#ports/errors';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import { MAX_DECISIONS } from './turn/parameters.ts';
import { refusalOf } from './turn/session-of-turn.ts';

/** Drafts of one session. */
const MAX_DRAFTS = 50;

export interface EditDraftDeps {
  readonly drafts: Drafts;
  /** The session with its state parsed. @throws {CoachError} `not_found` */
  readonly readSession: (ref: SessionRef) => Promise<SessionRecord<PromptState>>;
  readonly clock: Clock;
}

/**
 * Stores the person's own description as a new draft, without a model. The same `draftId` again is the same draft.
 *
 * @throws {CoachError} `predecessor_mismatch` when `baseVersion` is not the newest; `turn_in_progress`; `session_ended`;
 *   `session_expired`; `turn_mismatch` for another description under the same id; `validation_failed`.
 */
export async function editDraft(ref: SessionRef, body: EditDraft, deps: EditDraftDeps): Promise<Draft> {
  const { drafts, readSession, clock } = deps;
  const description = body.description.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (isPlaceholder(description)) throw invalid('Please describe what the picture shows.');
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    const [session, stored] = await Promise.all([readSession(ref), drafts.list(ref)]);
    const same = stored.find(({ draftId }) => draftId === body.draftId);
    if (same) {
      if (same.description !== description) throw new CoachError('turn_mismatch', 'same id, other description');
      return draftView(same);
    }
    const now = clock.now();
    refuse(session, body.baseVersion, now);
    const { state, version } = session;
    const intent = withDescription(state.intent, description);
    const next = state.draftVersion + 1;
    const createdAt = isoOf(now);
    const facts = { before: state.intent, after: intent, version: next, refinementRequest: '', createdAt };
    const draft = draftOf(facts, state);
    const edit = { ref, now, version, state: { ...state, intent, draftVersion: next } };
    if (await drafts.edit({ ...edit, draft: { ...draft, draftId: body.draftId } })) return draft;
  }
  throw new CoachError('dependency_unavailable', 'the session changed at every attempt', { retryAfterMs: 1_000 });
}

function refuse(session: SessionRecord<PromptState>, baseVersion: number, now: number): void {
  const refusal = refusalOf(session, now);
  if (refusal) throw refusal;
  const turnId = session.activeTurn ?? session.parkedTurn;
  if (turnId !== null) {
    throw new CoachError('turn_in_progress', 'a turn may change the draft', {
      details: { turnId },
      retryAfterMs: 1_000,
    });
  }
  const { draftVersion } = session.state;
  if (draftVersion >= MAX_DRAFTS) {
    throw new CoachError('validation_failed', `${MAX_DRAFTS} drafts are the limit`, { details: { limit: 'drafts' } });
  }
  if (baseVersion !== draftVersion) throw new CoachError('predecessor_mismatch', 'there is a newer draft');
}

const invalid = (message: string): CoachError =>
  new CoachError('validation_failed', 'not a description', { details: { fields: [{ path: 'description', message }] } });
