import { GenerateDownloadUrls, GenerateUploadUrls } from '#contract/uploads';
import type { Ids } from '#ports/clock';
import type { Objects } from '#ports/objects';
import { generateDownloadUrls, generateUploadUrls } from '#services/uploads';
import { json } from '../answers.ts';
import { readJson } from '../body.ts';
import type { Route } from '../router.ts';
import { validate } from '../validate.ts';

export interface UploadRouteDeps {
  readonly objects: Objects;
  readonly ids: Ids;
}

/** Where a browser uploads a person's images, and where it sees them. */
export const uploadRoutes = (deps: UploadRouteDeps): readonly Route[] => [
  {
    method: 'POST',
    pattern: '/users/:userId/generate-upload-urls',
    handle: async ({ sub, request }) =>
      json(200, await generateUploadUrls(sub, validate(GenerateUploadUrls, readJson(request)), deps)),
  },
  {
    method: 'POST',
    pattern: '/users/:userId/generate-download-urls',
    handle: async ({ sub, request }) =>
      json(200, await generateDownloadUrls(sub, validate(GenerateDownloadUrls, readJson(request)), deps)),
  },
];
