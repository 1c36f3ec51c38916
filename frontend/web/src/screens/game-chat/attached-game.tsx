import { useTranslation } from 'react-i18next';
import { useGame } from '../../data/use-games.ts';
import { IconButton } from '../../ui/button.tsx';
import { GameLine } from '../games/game-line.tsx';
import styles from './game-chat.module.css';

/** The game that the question is about, above the field. */
export function AttachedGame({ gameId, onRemove }: { readonly gameId: string; readonly onRemove: () => void }) {
  const { t } = useTranslation();
  const { data } = useGame(gameId);
  return (
    <div className={styles['attached']}>
      <p>
        <span>{t('game.chat.attached')}</span> {data ? <GameLine game={data} /> : <span>{gameId}</span>}
      </p>
      <IconButton name="close" label={t('game.chat.detach')} onClick={onRemove} />
    </div>
  );
}
