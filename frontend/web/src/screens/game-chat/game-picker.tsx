import { useTranslation } from 'react-i18next';
import { Loading } from '../../app/loading.tsx';
import { GAMES } from '../../app/paths.ts';
import { useGames } from '../../data/use-games.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { GameLine } from '../games/game-line.tsx';
import styles from './game-chat.module.css';

export interface GamePickerProps {
  readonly onPick: (gameId: string) => void;
  readonly onClose: () => void;
}

/** Chooses one game for the question. */
export function GamePicker({ onPick, onClose }: GamePickerProps) {
  const { t } = useTranslation();
  const { query, games } = useGames();
  return (
    <Dialog title={t('game.chat.pickTitle')} onClose={onClose}>
      {query.isPending && <Loading />}
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && games.length === 0 && (
        <>
          <p>{t('game.chat.pickNone')}</p>
          <p className={styles['pickNone']}>
            <ButtonLink href={GAMES}>{t('game.home.toGames')}</ButtonLink>
          </p>
        </>
      )}
      <PagedList className={styles['picks']} more={{ label: t('game.games.more'), query }}>
        {games.map((game) => (
          <li key={game.gameId}>
            <button
              type="button"
              onClick={() => {
                onPick(game.gameId);
                onClose();
              }}
            >
              <GameLine game={game} />
            </button>
          </li>
        ))}
      </PagedList>
    </Dialog>
  );
}
