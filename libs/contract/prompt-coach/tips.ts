import * as z from 'zod/mini';
import { AssetType } from './asset-types.ts';

export const TipCategory = z.enum(['style', 'color', 'composition', 'gaming']);
export type TipCategory = z.infer<typeof TipCategory>;

export const Tip = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  examplePrompt: z.string(),
  assetTypes: z.array(AssetType),
  category: TipCategory,
});
export type Tip = z.infer<typeof Tip>;

export const TipList = z.object({
  tips: z.array(Tip),
  /** Absent in the highest tier. */
  upgrade: z.optional(
    z.object({ title: z.string(), description: z.string(), highlights: z.array(z.string()), action: z.string() }),
  ),
});
export type TipList = z.infer<typeof TipList>;
