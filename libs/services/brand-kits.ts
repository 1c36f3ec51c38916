import type { BrandKit, NewBrandKit } from '#contract/prompt-coach/brand';
import type { BrandKits } from '#ports/brand-kits';
import { type Ids, isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Objects } from '#ports/objects';
import { brandKitHolder, type Uploads } from '#ports/uploads';
import { type VerifyImagesDeps, verifyImages } from './verify-images.ts';

export interface BrandKitDeps extends VerifyImagesDeps {
  readonly brandKits: BrandKits;
  readonly uploads: Uploads;
  readonly objects: Pick<Objects, 'read' | 'keep' | 'remove'>;
  readonly ids: Ids;
}

const notFound = () => new CoachError('not_found', 'no such brand kit');

/** @throws {CoachError} `validation_failed` when the person has as many kits as allowed. */
export async function createBrandKit(sub: string, body: NewBrandKit, deps: BrandKitDeps): Promise<BrandKit> {
  const now = isoOf(deps.clock.now());
  const kit = { ...body, brandKitId: deps.ids.ulid(), createdAt: now, updatedAt: now } as BrandKit;
  await holdLogo(sub, kit, deps);
  await deps.brandKits.add(sub, kit);
  return kit;
}

/** @throws {CoachError} `not_found` */
export async function getBrandKit(sub: string, brandKitId: string, { brandKits }: BrandKitDeps): Promise<BrandKit> {
  const kit = await brandKits.get(sub, brandKitId);
  if (!kit) throw notFound();
  return kit;
}

/** Replaces the whole kit. Sessions keep the copy that they made at their start. @throws {CoachError} `not_found` */
export async function replaceBrandKit(
  sub: string,
  brandKitId: string,
  body: NewBrandKit,
  deps: BrandKitDeps,
): Promise<BrandKit> {
  const { createdAt, logoKey } = await getBrandKit(sub, brandKitId, deps);
  const kit = { ...body, brandKitId, createdAt, updatedAt: isoOf(deps.clock.now()) } as BrandKit;
  await holdLogo(sub, kit, deps);
  if (!(await deps.brandKits.replace(sub, kit))) throw notFound();
  if (logoKey !== undefined && logoKey !== kit.logoKey) await releaseLogo(sub, brandKitId, logoKey, deps);
  return kit;
}

/** @throws {CoachError} `not_found` */
export async function deleteBrandKit(sub: string, brandKitId: string, deps: BrandKitDeps): Promise<void> {
  const { logoKey } = await getBrandKit(sub, brandKitId, deps);
  if (!(await deps.brandKits.remove(sub, brandKitId))) throw notFound();
  if (logoKey !== undefined) await releaseLogo(sub, brandKitId, logoKey, deps);
}

/** Verifies the logo, and keeps its file while the kit uses it. @throws {CoachError} `validation_failed` */
async function holdLogo(sub: string, { brandKitId, logoKey }: BrandKit, deps: BrandKitDeps): Promise<void> {
  if (logoKey === undefined) return;
  const images = await verifyImages(sub, [{ key: logoKey, path: 'logoKey' }], deps);
  if (await deps.uploads.hold(sub, images, brandKitHolder(brandKitId))) return;
  throw new CoachError('dependency_unavailable', 'the logo was removed meanwhile', { retryAfterMs: 1_000 });
}

/** Removes the file of a logo that no session and no other kit uses. */
async function releaseLogo(sub: string, brandKitId: string, logoKey: string, deps: BrandKitDeps): Promise<void> {
  const free = await deps.uploads.release(sub, [logoKey], brandKitHolder(brandKitId));
  if (free.length > 0) await deps.objects.remove(free);
}
