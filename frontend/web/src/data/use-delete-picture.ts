import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Asset } from '#contract/prompt-coach/responses';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { usePromptRest } from './use-prompt-rest.ts';

/** An asset has the id of its generation, and its place in it. */
export const generationOf = ({ assetId }: Pick<Asset, 'assetId'>): string => assetId.slice(0, assetId.lastIndexOf('-'));

/** Deletes one picture, here and in every list. */
export function useDeletePicture(asset: Pick<Asset, 'assetId'>) {
  const { pictures } = usePromptRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (_: undefined) => pictures.delete(asset.assetId),
    onSuccess: () => freshen(queries, KEYS.pictures, KEYS.generation(generationOf(asset)), KEYS.promptSessions),
  });
}
