import { useTranslation } from 'react-i18next';
import { Loading } from '../../app/loading.tsx';
import { useGames } from '../../data/use-games.ts';
import { Failure } from '../../ui/failure.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { GamePage, Section } from '../game-coach/game-page.tsx';
import { GameImport } from './game-import.tsx';
import { GameRow, SHOWN } from './game-row.tsx';
import styles from './games.module.css';

/** The player's games: import and list. */
export function Games() {
  const { t } = useTranslation();
  const { query, games } = useGames();
  return (
    <GamePage title={t('game.games.title')}>
      <GameImport />
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.isSuccess && (
        <Section title={t('game.games.list')}>
          {games.length === 0 && <p className={styles['soft']}>{t('game.games.empty')}</p>}
          <div className={styles['list']}>
            {games.length > 0 && (
              <div className={styles['names']} aria-hidden={true}>
                {SHOWN.map((name) => (
                  <span key={name}>{t(`game.games.stats.${name}`)}</span>
                ))}
              </div>
            )}
            <PagedList className={styles['games']} more={{ label: t('game.games.more'), query }}>
              {games.map((game) => (
                <GameRow key={game.gameId} game={game} />
              ))}
            </PagedList>
          </div>
        </Section>
      )}
    </GamePage>
  );
}
