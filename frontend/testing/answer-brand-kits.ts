import { faultsOf } from '#contract/faults';
import { type BrandKit, NewBrandKit } from '#contract/prompt-coach/brand';

/** A call to the brand kits of a person. */
interface KitCall {
  readonly method: string;
  readonly brandKitId: string | undefined;
  readonly body: unknown;
}

/** What the API answers, or which fields it refuses. `undefined`: there is no such kit. */
type KitAnswer =
  | { readonly status: number; readonly body: unknown }
  | { readonly fields: ReturnType<typeof faultsOf> }
  | undefined;

/** Reads and changes kits in memory, as the brand kits' API does. New ones come first. */
export function answerBrandKits(kits: BrandKit[], { method, brandKitId, body }: KitCall): KitAnswer {
  const place = kits.findIndex((kit) => kit.brandKitId === brandKitId);
  const before = kits[place];
  if (brandKitId !== undefined && !before) return undefined;
  if (method === 'GET') return { status: 200, body: before ?? { brandKits: kits } };
  if (method === 'DELETE') {
    kits.splice(place, 1);
    return { status: 204, body: undefined };
  }
  const { data, error } = NewBrandKit.safeParse(body);
  if (error) return { fields: faultsOf(error.issues) };
  const at = new Date().toISOString();
  const kit: BrandKit = {
    ...data,
    brandKitId: before?.brandKitId ?? crypto.randomUUID(),
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  };
  kits.splice(Math.max(0, place), before ? 1 : 0, kit);
  return { status: before ? 200 : 201, body: kit };
}
