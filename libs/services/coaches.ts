import type { CoachConfig } from '#contract/coach-config';
import type { CoachList, CoachResource, CoachSummary, CoachTemplateList } from '#contract/coach-responses';
import type { UpdateCoach } from '#contract/requests';
import { configOfTemplate, findTemplate, TEMPLATES } from '#domain/coach-config/templates';
import { type Clock, type Ids, isoOf } from '#ports/clock';
import type { Coaches, CoachRecord, CoachRef } from '#ports/coaches';
import { CoachError } from '#ports/errors';
import type { Json } from '#ports/model';

export interface CoachesDeps {
  readonly coaches: Coaches;
}

/** The user's ready coaches, newest first. */
export async function listCoaches(
  { sub, ...page }: { readonly sub: string; readonly limit: number; readonly cursor?: string },
  { coaches }: CoachesDeps,
): Promise<CoachList> {
  const { items, nextCursor } = await coaches.list(sub, page);
  return { coaches: items.map((coach) => summaryOf(coach, configOf(coach))), ...(nextCursor && { nextCursor }) };
}

/**
 * @throws {CoachError} `not_found`, also while the coach is being built. The interview's config status reports the
 * build.
 */
export async function getCoach(ref: CoachRef, { coaches }: CoachesDeps): Promise<CoachResource> {
  return resourceOf(await coaches.get(ref));
}

/** Renames or archives a coach. @throws {CoachError} `not_found` */
export async function updateCoach(
  { change, ...ref }: CoachRef & { readonly change: UpdateCoach },
  { coaches, clock }: CoachesDeps & { readonly clock: Clock },
): Promise<CoachResource> {
  const { coachName, status } = change;
  const known = { ...(coachName !== undefined && { coachName: coachName.trim() }), ...(status && { status }) };
  return resourceOf(await coaches.update(ref, known, clock.now()));
}

/** @throws {CoachError} `not_found`, also while the coach is being built. */
export async function deleteCoach(ref: CoachRef, { coaches }: CoachesDeps): Promise<void> {
  resourceOf(await coaches.get(ref));
  if (!(await coaches.delete(ref))) throw new CoachError('not_found', 'another request deleted the coach');
}

export function listCoachTemplates(): CoachTemplateList {
  const templates = TEMPLATES.map(({ templateId, name, description, intake }) => ({
    templateId,
    name,
    description,
    experienceLevel: intake.experienceLevel,
    trainingFrequency: intake.trainingFrequency,
    sessionMinutes: intake.sessionDurationMinutes,
  }));
  return { templates };
}

export interface FromTemplateDeps extends CoachesDeps {
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Copies a template to a new coach of the user. @throws {CoachError} `not_found` for an unknown template. */
export async function createCoachFromTemplate(
  { sub, templateId }: { readonly sub: string; readonly templateId: string },
  { coaches, clock, ids }: FromTemplateDeps,
): Promise<CoachResource> {
  const template = findTemplate(templateId);
  if (!template) throw new CoachError('not_found', 'no such template');
  const coachId = ids.ulid();
  const now = clock.now();
  const at = isoOf(now);
  const coach: CoachRecord = {
    coachId,
    sub,
    sessionId: null,
    status: 'active',
    build: { state: 'ready', attempt: 0, updatedAt: at, deadline: at },
    config: configOfTemplate(template, coachId, now) as unknown as Json,
    createdAt: at,
    updatedAt: at,
  };
  await coaches.create(coach);
  return resourceOf(coach);
}

/** A ready coach always has its config, because both are written together after all checks. */
const configOf = ({ config }: CoachRecord): CoachConfig => config as unknown as CoachConfig;

function resourceOf(coach: CoachRecord | undefined): CoachResource {
  if (coach?.build.state !== 'ready') throw new CoachError('not_found', 'no such coach, or not ready');
  const { sessionId, status, createdAt, updatedAt } = coach;
  return { ...configOf(coach), status, sessionId, createdAt, updatedAt };
}

function summaryOf(
  { coachId, sessionId, status, createdAt, updatedAt }: CoachRecord,
  config: CoachConfig,
): CoachSummary {
  const { coachName, coachDescription, genderPreference } = config;
  return { coachId, sessionId, coachName, coachDescription, status, genderPreference, createdAt, updatedAt };
}
