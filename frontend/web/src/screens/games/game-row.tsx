import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Game } from '#contract/games';
import { gamePath } from '../../app/paths.ts';
import { useFormat } from '../../ui/use-format.ts';
import { GameLine } from './game-line.tsx';
import styles from './games.module.css';

/** The figures of a game in the list. */
export const SHOWN = ['goals', 'assists', 'saves', 'shots', 'score'] as const;

/** One game of the list: the whole row leads to it. */
export function GameRow({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={styles['row']}>
      <Link href={gamePath(game.gameId)} className={styles['cover']}>
        <GameLine game={game} />
      </Link>
      <dl className={styles['stats']}>
        {SHOWN.map((name) => (
          <div key={name}>
            <dt>{t(`game.games.stats.${name}`)}</dt>
            <dd>{format.number(game[name])}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
