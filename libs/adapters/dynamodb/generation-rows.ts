import * as z from 'zod/mini';
import type { ProblemCode } from '#contract/problems';
import { AssetType } from '#contract/prompt-coach/asset-types';
import type { AssetRecord, GenerationRecord, PictureBrief, PictureOutcome } from '#ports/generations';
import { parseRow } from './items.ts';
import { assetKey, listKey, listSort } from './keys.ts';
import type { Row } from './storage.ts';

const GenerationRow = z.object({
  generationId: z.string(),
  sub: z.string(),
  sessionId: z.string(),
  kind: z.string(),
  bodyHash: z.string(),
  state: z.enum(['queued', 'running', 'succeeded', 'failed']),
  count: z.int(),
  draftVersion: z.int(),
  brief: z.custom<PictureBrief>(),
  period: z.string(),
  pictures: z.record(z.string(), z.custom<PictureOutcome>()),
  attempt: z.int(),
  owner: z.optional(z.string()),
  leaseUntil: z.optional(z.int()),
  deadline: z.string(),
  createdAt: z.string(),
  code: z.optional(z.custom<ProblemCode>()),
});

const AssetRow = z.object({
  assetId: z.string(),
  sub: z.string(),
  sessionId: z.string(),
  assetType: AssetType,
  width: z.int(),
  height: z.int(),
  description: z.string(),
  hasPack: z.boolean(),
  createdAt: z.string(),
});

export const generationOf = (row: Row): GenerationRecord => parseRow(GenerationRow, row) as GenerationRecord;
export const assetOf = (row: Row): AssetRecord => parseRow(AssetRow, row);

/** The list of all pictures of a person. */
export const ASSETS = 'asset';
/** The list of the generations of one session. */
export const generationsOf = (sessionId: string) => `generation#${sessionId}`;

export const assetItem = (asset: AssetRecord) => ({
  ...assetKey(asset.sub, asset.assetId),
  ...asset,
  listKey: listKey(asset.sub, ASSETS),
  listSort: listSort(asset.createdAt, asset.assetId),
});
