import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { useGameRest } from './use-game-rest.ts';
import { usePages } from './use-pages.ts';

const PAGE = 20;

/** Conversations with the game coach, by last activity. */
export function useChats() {
  const { sessions } = useGameRest();
  const query = usePages(KEYS.chats, sessions.list, PAGE);
  return { query, chats: query.data?.pages.flatMap((page) => page.sessions) ?? [] };
}

export function useDeleteChat() {
  const { sessions } = useGameRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: sessions.delete,
    onSuccess: () => freshen(queries, KEYS.chats),
  });
}

/** The recap of a conversation. It costs tokens, so it is requested once for each number of messages. */
export function useRecap(sessionId: string, messageCount: number) {
  const { sessions } = useGameRest();
  return useQuery({
    queryKey: KEYS.recap(sessionId, messageCount),
    queryFn: () => sessions.recap(sessionId),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
