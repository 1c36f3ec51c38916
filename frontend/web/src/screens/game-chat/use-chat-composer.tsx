import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyMessage } from '#react/use-coach-session';
import type { readChatStart } from '../../app/chat-start.ts';
import type { ComposerProps } from '../../conversation/composer.tsx';
import { IconButton } from '../../ui/button.tsx';
import { AttachedGame } from './attached-game.tsx';
import { GamePicker } from './game-picker.tsx';

function AttachButton({ onPick }: { readonly onPick: (gameId: string) => void }) {
  const { t } = useTranslation();
  const [isPicking, setIsPicking] = useState(false);
  return (
    <>
      <IconButton name="attach" label={t('game.chat.attach')} onClick={() => setIsPicking(true)} />
      {isPicking && <GamePicker onPick={onPick} onClose={() => setIsPicking(false)} />}
    </>
  );
}

/** A question may be about one game. The game is sent with the question, and comes back with one that was refused. */
export function useChatComposer(start: ReturnType<typeof readChatStart>): ComposerProps {
  const [gameId, setGameId] = useState(start.ask === undefined ? start.gameId : undefined);
  const onReturned = useCallback(
    ({ gameId: returned }: AnyMessage) =>
      setGameId((chosen) => chosen ?? (typeof returned === 'string' ? returned : undefined)),
    [],
  );
  return {
    draft: start.draft,
    extras: { gameId },
    shelf: gameId !== undefined && <AttachedGame gameId={gameId} onRemove={() => setGameId(undefined)} />,
    tools: <AttachButton onPick={setGameId} />,
    onSent: () => setGameId(undefined),
    onReturned,
  };
}
