import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type FileFault, type ImportProgress, importGames, readGames } from '#client/import-games';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { useGameRest } from './use-game-rest.ts';

/** Larger than any player's history, and small enough to read at once. */
export const MAX_FILE_MB = 20;

/** The state of an import. */
export type ImportState =
  | { readonly stage: 'idle' | 'reading' }
  | { readonly stage: 'refused'; readonly fault: FileFault | 'too_large'; readonly name: string }
  | { readonly stage: 'sending' | 'done'; readonly progress: ImportProgress }
  | { readonly stage: 'broken'; readonly progress: ImportProgress | undefined; readonly error: unknown };

/** Imports files of games, one at a time. Games that were sent stay when the page is left. */
export function useImport(): { readonly state: ImportState; readonly start: (file: File) => Promise<void> } {
  const { games: rest } = useGameRest();
  const queries = useQueryClient();
  const [state, setState] = useState<ImportState>({ stage: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (games: readonly unknown[]) => {
    const leave = new AbortController();
    running.current = leave;
    let progress: ImportProgress | undefined;
    try {
      for await (const step of importGames(games, rest, leave.signal)) {
        progress = step;
        if (leave.signal.aborted) return;
        setState({ stage: step.done === step.total ? 'done' : 'sending', progress });
      }
    } catch (error) {
      if (!leave.signal.aborted) setState({ stage: 'broken', progress, error });
    } finally {
      running.current = undefined;
      void freshen(queries, KEYS.games);
    }
  };

  const start = async (file: File) => {
    if (running.current) return;
    const { name } = file;
    if (file.size > MAX_FILE_MB * 1_000_000) return setState({ stage: 'refused', fault: 'too_large', name });
    setState({ stage: 'reading' });
    const games = readGames(await file.text());
    if (typeof games === 'string') return setState({ stage: 'refused', fault: games, name });
    await send(games);
  };
  return { state, start };
}
