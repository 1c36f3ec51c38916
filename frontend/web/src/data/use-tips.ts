import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import { KEYS } from './keys.ts';
import { usePromptRest } from './use-prompt-rest.ts';

/** Tips for pictures of that type. The ones of the type before stay until they are there. */
export function useTips(assetType: AssetType) {
  const { tips } = usePromptRest();
  return useQuery({
    queryKey: KEYS.tips(assetType),
    queryFn: () => tips(assetType),
    placeholderData: keepPreviousData,
  });
}
