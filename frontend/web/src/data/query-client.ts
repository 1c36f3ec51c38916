import { QueryClient } from '@tanstack/react-query';
import { Unreachable } from '#client/refusal';

/** A refusal is an answer; only silence is asked again. */
export const shouldRetry = (failures: number, error: unknown): boolean => error instanceof Unreachable && failures < 2;

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, staleTime: 5_000 }, mutations: { retry: false } },
  });
