import type { ProblemCode } from '#contract/problems';
import type { Asset, AssetPack, Generation } from '#contract/prompt-coach/responses';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { AssetRecord, GenerationRecord, Generations } from '#ports/generations';
import type { Objects } from '#ports/objects';
import type { SessionRef } from '#ports/session-records';
import type { Page } from '#ports/sessions';
import { assetIdOf, pictureKeys } from './picture-keys.ts';
import { POLL_MS } from './pictures/parameters.ts';

export interface ReadPicturesDeps {
  readonly generations: Generations;
  readonly objects: Objects;
  readonly clock: Clock;
}

/** Generations of one session that are shown with it. */
const GENERATIONS_SHOWN = 50;

const notFound = (what: string) => new CoachError('not_found', `no such ${what}`);

/** A generation without its pictures. One that is past its deadline has failed, although nobody has stored that yet. */
export function generationView(record: GenerationRecord, now: number): Omit<Generation, 'assets'> {
  const { generationId, sessionId, count, pictures, deadline, draftVersion, brief, createdAt } = record;
  const isOver = record.state === 'succeeded' || record.state === 'failed';
  const isOverdue = !isOver && now >= Date.parse(deadline);
  const outcomes = Object.values(pictures);
  const ready = outcomes.filter(({ state }) => state === 'ready').length;
  const failed = outcomes.find((outcome) => outcome.state === 'failed');
  const code = record.code ?? (isOverdue ? 'deadline_exceeded' : failed?.code);
  return {
    jobId: generationId,
    sessionId,
    status: isOverdue ? 'failed' : record.state,
    count,
    progress: isOver ? 1 : outcomes.length / count,
    ...(!isOver && !isOverdue && { pollAfterMs: POLL_MS }),
    deadline,
    draftVersion,
    description: brief.words,
    ...(brief.basedOn !== undefined && { basedOn: brief.basedOn }),
    ...((isOver || isOverdue) && ready < count && code !== undefined && { error: errorOf(code, count - ready) }),
    createdAt,
  };
}

/** Safe to show. The pages have these words in each of their languages. */
const MESSAGES: Partial<Record<ProblemCode, string>> = {
  model_refused: 'The image model declined this description.',
  validation_failed: 'A text of the picture has characters that cannot be drawn.',
  deadline_exceeded: 'The picture took too long.',
};

const errorOf = (code: ProblemCode, failed: number) => ({
  code,
  message: MESSAGES[code] ?? 'The picture could not be made. Please try again.',
  failed,
});

/** @throws {CoachError} `not_found`, also for a generation of another session. */
export async function getGeneration(
  ref: SessionRef,
  generationId: string,
  deps: ReadPicturesDeps,
): Promise<Generation> {
  const record = await deps.generations.get({ sub: ref.sub, generationId });
  if (!record || record.sessionId !== ref.sessionId) throw notFound('generation');
  return { ...generationView(record, deps.clock.now()), assets: await assetsOf([record], deps) };
}

/** The generations of a session, newest first. */
export async function generationsOf(
  ref: SessionRef,
  { generations, clock }: Pick<ReadPicturesDeps, 'generations' | 'clock'>,
): Promise<readonly Omit<Generation, 'assets'>[]> {
  const records = await generations.list(ref, GENERATIONS_SHOWN);
  return records.map((record) => generationView(record, clock.now()));
}

/** The pictures of a session, newest first. */
export const sessionAssets = async (ref: SessionRef, deps: ReadPicturesDeps): Promise<readonly Asset[]> =>
  assetsOf(await deps.generations.list(ref, GENERATIONS_SHOWN), deps);

async function assetsOf(records: readonly GenerationRecord[], deps: ReadPicturesDeps): Promise<Asset[]> {
  const [first] = records;
  if (!first) return [];
  const ids = records.flatMap(({ generationId, pictures }) =>
    Object.entries(pictures).flatMap(([place, { state }]) =>
      state === 'ready' ? assetIdOf(generationId, Number(place)) : [],
    ),
  );
  const assets = await deps.generations.assets(first.sub, ids);
  return Promise.all(assets.map((asset) => assetView(asset, deps)));
}

async function assetView(asset: AssetRecord, { objects }: ReadPicturesDeps): Promise<Asset> {
  const { sub, assetId, sessionId, assetType, width, height, description, createdAt } = asset;
  const { url } = await objects.downloadUrl(pictureKeys(sub, assetId).picture, `${assetType}-${assetId}.png`);
  return { assetId, sessionId, url, assetType, width, height, description, createdAt };
}

/** The pictures of all sessions, newest first. */
export async function listAssets(
  sub: string,
  page: { readonly limit: number; readonly cursor?: string },
  deps: ReadPicturesDeps,
): Promise<Page<Asset>> {
  const { items, nextCursor } = await deps.generations.listAssets(sub, page);
  const assets = await Promise.all(items.map((asset) => assetView(asset, deps)));
  return { items: assets, ...(nextCursor !== undefined && { nextCursor }) };
}

/** @throws {CoachError} `not_found`, also for types without a pack. */
export async function assetPack(
  sub: string,
  assetId: string,
  { generations, objects }: Pick<ReadPicturesDeps, 'generations' | 'objects'>,
): Promise<AssetPack> {
  const asset = await generations.asset(sub, assetId);
  if (!asset?.hasPack) throw notFound('pack');
  const { url, expiresAt } = await objects.downloadUrl(
    pictureKeys(sub, assetId).pack,
    `${asset.assetType}-${assetId}.zip`,
  );
  return { url, expiresAt };
}

/** Removes a picture with its files. @throws {CoachError} `not_found` */
export async function deleteAsset(
  sub: string,
  assetId: string,
  { generations, objects }: Pick<ReadPicturesDeps, 'generations' | 'objects'>,
): Promise<void> {
  if (!(await generations.asset(sub, assetId))) throw notFound('picture');
  // The files first, so that a repeated call finds what is left.
  await objects.remove(Object.values(pictureKeys(sub, assetId)));
  await generations.removeAsset(sub, assetId);
}
