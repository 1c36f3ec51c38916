import { QueryClient } from '@tanstack/react-query';
import { Unreachable } from '#client/refusal';

/** A refusal is an answer. Only a request without an answer is repeated. */
export const shouldRetry = (failures: number, error: unknown): boolean => error instanceof Unreachable && failures < 2;

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, staleTime: 5_000 }, mutations: { retry: false } },
  });
