import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

interface Page {
  readonly nextCursor?: string | undefined;
}

/** A list that comes in pages, the first at once. @param limit - How many to a page. */
export function usePages<Answer extends Page>(
  queryKey: QueryKey,
  ask: (query: { readonly limit: number; readonly cursor?: string }) => Promise<Answer>,
  limit: number,
) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => ask({ limit, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
