import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NewBrandKit } from '#contract/prompt-coach/brand';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { usePromptRest } from './use-prompt-rest.ts';

/** More than a person may have. */
const ALL = 100;

/** The person's brand kits, newest first. */
export function useBrandKits() {
  const { brandKits } = usePromptRest();
  return useQuery({ queryKey: KEYS.brandKits, queryFn: () => brandKits.list({ limit: ALL }) });
}

/** Replaces a kit, or creates one where there is no id. */
export function useSaveBrandKit(brandKitId: string | undefined) {
  const { brandKits } = usePromptRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (kit: NewBrandKit) =>
      brandKitId === undefined ? brandKits.create(kit) : brandKits.replace(brandKitId, kit),
    onSuccess: () => freshen(queries, KEYS.brandKits),
  });
}

export function useDeleteBrandKit(brandKitId: string) {
  const { brandKits } = usePromptRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (_: undefined) => brandKits.delete(brandKitId),
    onSuccess: () => freshen(queries, KEYS.brandKits),
  });
}
