import { useQuery } from '@tanstack/react-query';
import type { CoachClient } from '#client/create-coach-client';
import { createDownloads } from '#client/uploads';
import { useCoachAccess } from '#react/coach-provider';
import { KEYS } from './keys.ts';

/** A little less than an address is valid, in milliseconds. */
const FRESH_MS = 14 * 60_000;

/** One for each person, so that all images of a page share their requests. */
const DOWNLOADS = new WeakMap<CoachClient, ReturnType<typeof createDownloads>>();

function downloadsOf(client: CoachClient): ReturnType<typeof createDownloads> {
  const downloads = DOWNLOADS.get(client) ?? createDownloads(client);
  DOWNLOADS.set(client, downloads);
  return downloads;
}

/**
 * The address of an upload. A shown image keeps its address, because another one would load it again; `refetch` gets
 * another one.
 */
export function useDownloadUrl(key: string) {
  const { client } = useCoachAccess();
  return useQuery({
    queryKey: KEYS.upload(key),
    queryFn: () => downloadsOf(client)(key),
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
