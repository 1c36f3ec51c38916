import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useCoachSession } from '#react/use-coach-session';
import { freshen } from '../data/freshen.ts';

/**
 * Reads cached answers again that a turn changes, here or in another window.
 *
 * @param lists - The lists of sessions, when a turn begins and when it ends.
 * @param others - What a turn changes at its end.
 */
export function useFreshLists(lists: QueryKey, ...others: readonly QueryKey[]): void {
  const queries = useQueryClient();
  const { isStreaming, lastTurnId } = useCoachSession();
  const wasStreaming = useRef(false);
  const read = useRef((_isOver: boolean) => {});
  read.current = (isOver) => {
    void freshen(queries, lists, ...(isOver ? others : []));
  };
  useEffect(() => {
    if (isStreaming && lastTurnId !== undefined) read.current(false);
  }, [isStreaming, lastTurnId]);
  useEffect(() => {
    if (wasStreaming.current && !isStreaming) read.current(true);
    wasStreaming.current = isStreaming;
  }, [isStreaming]);
}
