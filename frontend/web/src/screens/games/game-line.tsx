import { useTranslation } from 'react-i18next';
import type { Game } from '#contract/games';
import { useFormat } from '../../ui/use-format.ts';
import styles from './game-line.module.css';

/** Won or lost. */
export function Result({ won }: Pick<Game, 'won'>) {
  const { t } = useTranslation();
  return (
    <span className={styles['result']} data-won={won}>
      {t(won ? 'game.games.won' : 'game.games.lost')}
    </span>
  );
}

/** A game in one line: result, mode and time. */
export function GameLine({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className={styles['line']}>
      <Result won={game.won} />
      <span className={styles['lineText']}>
        <strong>{t(`game.games.mode.${game.mode}`)}</strong> <span>{format.moment(game.playedAt)}</span>
      </span>
    </span>
  );
}
