import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { promptCoach } from '#client/coaches/prompt-coach';
import { Refusal } from '#client/refusal';
import type { Generate } from '#contract/prompt-coach/requests';
import type { Asset, Generation } from '#contract/prompt-coach/responses';
import { useCoachSession } from '#react/use-coach-session';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { withId } from './repeatable.ts';
import { FRESH_MS, steadyUrls } from './steady-urls.ts';
import { usePromptRest } from './use-prompt-rest.ts';

/** The shortest interval, in milliseconds. */
const FASTEST_MS = 250;
/** The interval after a failed request, in milliseconds. */
const AGAIN_MS = 5_000;

/** An order of pictures, without its id. */
export type PictureOrder = Partial<Omit<Generate, 'generationId'>>;

export const isRunning = (generation: Pick<Generation, 'status'> | undefined): boolean =>
  generation?.status === 'queued' || generation?.status === 'running';

/** The order that runs instead of ours, as the refusal names it. */
function runningId(error: unknown): string | undefined {
  if (!(error instanceof Refusal) || error.code !== 'generation_in_progress') return undefined;
  const { generationId } = error.details;
  return typeof generationId === 'string' ? generationId : undefined;
}

/** One generation, polled at the interval that the server asks for. */
function useGeneration(sessionId: string, jobId: string | undefined) {
  const { pictures } = usePromptRest();
  return useQuery({
    queryKey: KEYS.generation(jobId ?? ''),
    queryFn: async () => {
      const generation = await pictures.generation(sessionId, jobId ?? '');
      return { ...generation, assets: steadyUrls(generation.assets) };
    },
    enabled: jobId !== undefined,
    staleTime: FRESH_MS,
    refetchInterval: ({ state: { data, status } }) => {
      if (status === 'error') return AGAIN_MS;
      if (!isRunning(data)) return FRESH_MS;
      return Math.max(FASTEST_MS, data?.pollAfterMs ?? AGAIN_MS);
    },
  });
}

const useSessionPictures = (sessionId: string, isBegun: boolean) => {
  const { pictures } = usePromptRest();
  return useQuery({
    queryKey: KEYS.picturesOf(sessionId),
    queryFn: async () => steadyUrls((await pictures.ofSession(sessionId)).assets),
    enabled: isBegun,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  });
};

/** Reads what a finished generation changes, once for each. */
function useFreshPictures(generation: Generation | undefined): void {
  const queries = useQueryClient();
  const { refresh } = useCoachSession(promptCoach);
  const seen = useRef(new Map<string, boolean>());
  useEffect(() => {
    if (!generation) return;
    const { jobId } = generation;
    const wasRunning = seen.current.get(jobId);
    seen.current.set(jobId, isRunning(generation));
    if (!wasRunning || isRunning(generation)) return;
    void freshen(queries, KEYS.pictures, KEYS.access, KEYS.promptSessions);
    void refresh();
  }, [generation, queries, refresh]);
}

export type Pictures = ReturnType<typeof usePictures>;

/** The pictures of the session that is open: the newest generation, all earlier ones, and ordering more. */
export function usePictures() {
  const { sessionId, session } = useCoachSession(promptCoach);
  const rest = usePromptRest();
  const queries = useQueryClient();
  const [ordered, setOrdered] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const jobId = ordered ?? session?.generations[0]?.jobId;
  const { data: generation } = useGeneration(sessionId, jobId);
  const all = useSessionPictures(sessionId, session !== undefined).data ?? [];
  useFreshPictures(generation);
  const order = useMutation({
    mutationFn: ({ id, ...what }: PictureOrder & { readonly id: string }) =>
      rest.pictures.generate(sessionId, { generationId: id, ...what }),
    onSuccess: ({ jobId: made }) => {
      setChosen(undefined);
      setOrdered(made);
      return freshen(queries, KEYS.access);
    },
    onError: (error) => {
      const other = runningId(error);
      if (other) setOrdered(other);
      else void freshen(queries, KEYS.access);
    },
  });
  const assets: readonly Asset[] = generation?.assets ?? [];
  return {
    generation,
    isMaking: order.isPending || isRunning(generation) || (ordered !== undefined && generation?.jobId !== ordered),
    count: order.variables?.count ?? generation?.count ?? 1,
    warning: order.data?.jobId === generation?.jobId ? order.data?.qualityWarning : undefined,
    error: runningId(order.error) === undefined ? order.error : null,
    assets,
    earlier: all.filter(({ assetId }) => jobId === undefined || !assetId.startsWith(jobId)),
    chosen: assets.find(({ assetId }) => assetId === chosen) ?? assets[0],
    choose: setChosen,
    make: (what: PictureOrder) => order.mutate(withId<PictureOrder>(order, what)),
  };
}
