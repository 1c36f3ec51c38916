import { COACHES } from '#contract/coaches';
import { Generate } from '#contract/prompt-coach/requests';
import type { AssetList } from '#contract/prompt-coach/responses';
import { ListQuery } from '#contract/requests';
import type { SessionRef } from '#ports/session-records';
import { type OrderPicturesDeps, orderPictures, type PictureOrder } from '#services/order-pictures';
import { type PromptSessionDeps, readPromptSession } from '#services/prompt-sessions';
import { assetPack, deleteAsset, getGeneration, listAssets, sessionAssets } from '#services/read-pictures';
import { json, noContent } from '../answers.ts';
import { readJson } from '../body.ts';
import { hashOf } from '../hash-of.ts';
import type { Call, Route } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';
import { validate } from '../validate.ts';

const SESSION = COACHES.promptCoach.session;
const ASSETS = '/coach/assets';

export type PromptCoachPictureDeps = OrderPicturesDeps &
  PromptSessionDeps & {
    /** `null` in a stage without one. */
    readonly imageModel: PictureOrder['imageModel'];
  };

/** Orders of pictures, and the pictures of a session and of all sessions. */
export const promptCoachPictureRoutes = (deps: PromptCoachPictureDeps): readonly Route[] => [
  {
    method: 'POST',
    pattern: `${SESSION}/generate`,
    handle: async (call) => {
      const ref = refOf(call);
      const body = validate(Generate, readJson(call.request));
      const session = await readPromptSession(ref, deps);
      const order = { ref, session, body, bodyHash: hashOf(body), imageModel: deps.imageModel };
      return json(202, await orderPictures(order, deps));
    },
  },
  {
    method: 'GET',
    pattern: `${SESSION}/generations/:jobId`,
    handle: async (call) => json(200, await getGeneration(refOf(call), call.params['jobId'] ?? '', deps)),
  },
  {
    method: 'GET',
    pattern: `${SESSION}/assets`,
    handle: async (call) => {
      const ref = refOf(call);
      await readPromptSession(ref, deps);
      return json(200, { assets: [...(await sessionAssets(ref, deps))] } satisfies AssetList);
    },
  },
  {
    method: 'GET',
    pattern: ASSETS,
    handle: async ({ sub, request }) => {
      const { limit, cursor } = validate(ListQuery, request.query);
      const page = await listAssets(sub, { limit, ...(cursor !== undefined && { cursor }) }, deps);
      const list: AssetList = {
        assets: [...page.items],
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
      };
      return json(200, list);
    },
  },
  {
    method: 'GET',
    pattern: `${ASSETS}/:assetId/pack`,
    handle: async ({ sub, params }) => json(200, await assetPack(sub, params['assetId'] ?? '', deps)),
  },
  {
    method: 'DELETE',
    pattern: `${ASSETS}/:assetId`,
    handle: async ({ sub, params }) => {
      await deleteAsset(sub, params['assetId'] ?? '', deps);
      return noContent();
    },
  },
];

const refOf = (call: Call): SessionRef => sessionRefOf(COACHES.promptCoach, call);
