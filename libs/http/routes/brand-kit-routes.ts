import { type BrandKitList, NewBrandKit } from '#contract/prompt-coach/brand';
import { ListQuery } from '#contract/requests';
import { type BrandKitDeps, createBrandKit, deleteBrandKit, getBrandKit, replaceBrandKit } from '#services/brand-kits';
import { json, noContent } from '../answers.ts';
import { readJson } from '../body.ts';
import type { Route } from '../router.ts';
import { validate } from '../validate.ts';

const KITS = '/users/:userId/brand-kits';
const KIT = `${KITS}/:brandKitId`;

/** A person's brand kits. */
export const brandKitRoutes = (deps: BrandKitDeps): readonly Route[] => [
  {
    method: 'POST',
    pattern: KITS,
    handle: async ({ sub, request }) =>
      json(201, await createBrandKit(sub, validate(NewBrandKit, readJson(request)), deps)),
  },
  {
    method: 'GET',
    pattern: KITS,
    handle: async ({ sub, request }) => {
      const { limit, cursor } = validate(ListQuery, request.query);
      const page = await deps.brandKits.list(sub, { limit, ...(cursor !== undefined && { cursor }) });
      const list: BrandKitList = {
        brandKits: [...page.items],
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
      };
      return json(200, list);
    },
  },
  {
    method: 'GET',
    pattern: KIT,
    handle: async ({ sub, params }) => json(200, await getBrandKit(sub, params['brandKitId'] ?? '', deps)),
  },
  {
    method: 'PUT',
    pattern: KIT,
    handle: async ({ sub, params, request }) => {
      const body = validate(NewBrandKit, readJson(request));
      return json(200, await replaceBrandKit(sub, params['brandKitId'] ?? '', body, deps));
    },
  },
  {
    method: 'DELETE',
    pattern: KIT,
    handle: async ({ sub, params }) => {
      await deleteBrandKit(sub, params['brandKitId'] ?? '', deps);
      return noContent();
    },
  },
];
