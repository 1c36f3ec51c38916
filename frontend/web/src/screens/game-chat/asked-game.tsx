import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ChatMessage } from '#client/session-state';
import { gamePath } from '../../app/paths.ts';
import { useGame } from '../../data/use-games.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { GameLine } from '../games/game-line.tsx';
import styles from './game-chat.module.css';

function GameLink({ gameId }: { readonly gameId: string }) {
  const { t } = useTranslation();
  const { data } = useGame(gameId);
  return (
    <p className={styles['asked']}>
      <VisuallyHidden>{t('game.chat.attached')} </VisuallyHidden>
      <Link href={gamePath(gameId)}>{data ? <GameLine game={data} /> : gameId}</Link>
    </p>
  );
}

/** The game that a question was about, below its words. */
export function AskedGame({ message: { extras } }: { readonly message: ChatMessage }) {
  const { gameId } = extras;
  return typeof gameId === 'string' && <GameLink gameId={gameId} />;
}
