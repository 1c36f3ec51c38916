import type { Validation } from '#contract/prompt-coach/intent';
import type { Generate } from '#contract/prompt-coach/requests';
import type { GenerationOrdered, QualityWarning } from '#contract/prompt-coach/responses';
import { TIERS } from '#contract/tiers';
import { validationOf } from '#domain/prompt-coach/drafts';
import { briefOf } from '#domain/prompt-coach/picture-brief';
import type { PromptState } from '#domain/prompt-coach/state';
import { type Clock, isoOf, periodOf } from '#ports/clock';
import type { Drafts } from '#ports/drafts';
import { CoachError } from '#ports/errors';
import type { GenerationRecord, Generations } from '#ports/generations';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import type { Users } from '#ports/sessions';
import { GENERATION_DEADLINE_MS, POLL_MS } from './pictures/parameters.ts';
import { type StartJobsDeps, startJobs } from './start-jobs.ts';
import { refusalOf } from './turn/session-of-turn.ts';

export interface OrderPicturesDeps extends StartJobsDeps {
  readonly generations: Generations;
  readonly drafts: Drafts;
  readonly users: Users;
  readonly clock: Clock;
}

export interface PictureOrder {
  readonly ref: SessionRef;
  /** With its state parsed. */
  readonly session: SessionRecord<PromptState>;
  readonly body: Generate;
  readonly bodyHash: string;
  /** Whether the image model can start from a picture; `null` in a stage without an image model. */
  readonly imageModel: { readonly startsFromPictures: boolean } | null;
}

const MAX_WARNINGS = 3;

/**
 * Orders one to three pictures of a draft. The same id again is the same order, whatever has become of it.
 *
 * @throws {CoachError} `validation_failed` without a draft that can be made; `generations_exhausted`;
 *   `generation_in_progress` with the id of the running one; `turn_mismatch` for another body under the same id;
 *   `session_expired`; `dependency_unavailable` in a stage without an image model.
 */
export async function orderPictures(order: PictureOrder, deps: OrderPicturesDeps): Promise<GenerationOrdered> {
  const { ref, body, bodyHash } = order;
  const { generations } = deps;
  const stored = await generations.get({ sub: ref.sub, generationId: body.generationId });
  if (stored) return answerOf(stored, ref, bodyHash);
  const prepared = await prepare(order, deps);
  const job = {
    id: `generate-asset#${body.generationId}`,
    job: 'generate-asset',
    payload: { sub: ref.sub, generationId: body.generationId },
  } as const;
  const place = () => generations.order({ ...prepared, session: ref, job });
  let ordered = await place();
  if (ordered === 'busy' && (await endIfOverdue(ref, deps))) ordered = await place();
  switch (ordered) {
    case 'ordered':
      await startJobs([job], deps);
      return { ...answered(prepared.generation), ...prepared.warning };
    case 'exists': {
      const winner = await generations.get({ sub: ref.sub, generationId: body.generationId });
      if (winner) return answerOf(winner, ref, bodyHash);
      throw new CoachError('dependency_unavailable', 'the order was removed meanwhile', { retryAfterMs: 1_000 });
    }
    case 'exhausted':
      throw new CoachError('generations_exhausted', 'the pictures of this month are used up', {
        details: { limit: prepared.limit },
      });
    case 'busy':
      throw new CoachError('generation_in_progress', 'pictures are being made', {
        details: { generationId: await generations.activeIn(ref) },
        retryAfterMs: POLL_MS,
      });
    case 'closed':
      throw new CoachError('session_expired', 'the session has expired or was deleted');
    default:
      return ordered satisfies never;
  }
}

async function prepare({ ref, session, body, bodyHash, imageModel }: PictureOrder, deps: OrderPicturesDeps) {
  if (!imageModel) throw new CoachError('dependency_unavailable', 'the stage has no image model');
  const now = deps.clock.now();
  const refusal = refusalOf(session, now);
  if (refusal && refusal.code !== 'session_ended') throw refusal;
  const { generationId, draftVersion = session.state.draftVersion, count, basedOn, includeLogo } = body;
  const { state } = session;
  const [user, drafts, base] = await Promise.all([
    deps.users.get(ref.sub),
    deps.drafts.list(ref),
    basedOn === undefined ? undefined : deps.generations.asset(ref.sub, basedOn),
  ]);
  const draft = drafts.find(({ version }) => version === draftVersion);
  if (!draft) throw invalid('draftVersion', 'There is no such draft.');
  if (basedOn !== undefined && !base) throw invalid('basedOn', 'There is no such picture.');
  if (includeLogo && state.brand?.logoKey === undefined)
    throw invalid('includeLogo', 'The brand has no uploaded logo.');
  const validation = validationOf({ ...state.intent, description: draft.description }, state);
  refuseErrors(validation);
  const generation: GenerationRecord = {
    generationId,
    sub: ref.sub,
    sessionId: ref.sessionId,
    kind: ref.kind,
    bodyHash,
    state: 'queued',
    count,
    draftVersion,
    brief: briefOf({ state, draft, basedOn, includeLogo }),
    period: periodOf(now),
    pictures: {},
    attempt: 0,
    deadline: isoOf(now + GENERATION_DEADLINE_MS),
    createdAt: isoOf(now),
  };
  const losses: Loss[] = [
    ...(basedOn !== undefined && !imageModel.startsFromPictures ? (['base'] as const) : []),
    ...(state.intent.displayTexts.some(({ spellingConfirmed }) => !spellingConfirmed) ? (['text'] as const) : []),
  ];
  const warning = warningOf(validation, losses);
  return { generation, now, limit: TIERS[user.tier].generationsPerMonth, warning };
}

const invalid = (path: string, message: string): CoachError =>
  new CoachError('validation_failed', `${path} is not valid`, { details: { fields: [{ path, message }] } });

function refuseErrors({ issues }: Validation): void {
  if (!issues.some(({ severity }) => severity === 'error')) return;
  throw new CoachError('validation_failed', 'the draft cannot be made', { details: { issues } });
}

/** What the order asks for and the pictures will not have. */
type Loss = 'base' | 'text';

const LOSSES: Readonly<Record<Loss, string>> = {
  base: 'The image model cannot start from a picture, so the new one is made from its words.',
  text: 'The spelling of a text is not confirmed yet, so the picture is made without it.',
};

function warningOf({ issues }: Validation, losses: readonly Loss[]): { readonly qualityWarning?: QualityWarning } {
  const warnings = issues.filter(({ severity }) => severity === 'warning').slice(0, MAX_WARNINGS);
  if (warnings.length === 0 && losses.length === 0) return {};
  const message = losses.map((loss) => LOSSES[loss]).join(' ') || 'The picture may be weaker than it could be.';
  return { qualityWarning: { message, issues: warnings } };
}

/** @throws {CoachError} `turn_mismatch` */
function answerOf(stored: GenerationRecord, { sessionId }: SessionRef, bodyHash: string): GenerationOrdered {
  if (stored.bodyHash !== bodyHash || stored.sessionId !== sessionId) {
    throw new CoachError('turn_mismatch', 'same id, other order');
  }
  return answered(stored);
}

const answered = ({ generationId, state, count }: GenerationRecord): GenerationOrdered => ({
  jobId: generationId,
  status: state,
  count,
  pollAfterMs: POLL_MS,
});

/** A worker that died without a trace must not close the session for good. */
async function endIfOverdue(ref: SessionRef, { generations, clock }: OrderPicturesDeps): Promise<boolean> {
  const generationId = await generations.activeIn(ref);
  const active = generationId && (await generations.get({ sub: ref.sub, generationId }));
  if (!active || Date.parse(active.deadline) > clock.now()) return false;
  return generations.end(active, { code: 'deadline_exceeded', now: clock.now() });
}
