import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Game } from '#contract/games';
import { useFormat } from '../../ui/use-format.ts';
import styles from './game-facts.module.css';
import { Result } from './game-line.tsx';

/** A large number with its name. */
function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles['figure']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd dir="auto">{children ?? t('game.game.unknown')}</dd>
    </div>
  );
}

const COUNTS = ['score', 'goals', 'assists', 'saves', 'shots'] as const;

function Scoreboard({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={styles['scoreboard']}>
      <h2>
        <Result won={game.won} />
        {t(`game.games.mode.${game.mode}`)}
      </h2>
      <dl className={styles['figures']}>
        {COUNTS.map((name) => (
          <Figure key={name} name={t(`game.games.stats.${name}`)}>
            {format.number(game[name])}
          </Figure>
        ))}
        {game.shots > 0 && (
          <Figure name={t('game.games.stats.shootingPct')}>{format.percent((100 * game.goals) / game.shots)}</Figure>
        )}
      </dl>
    </section>
  );
}

/** Minutes and seconds. */
function useLength(): (seconds: number | undefined) => string | undefined {
  const format = useFormat();
  return (seconds) => (seconds === undefined ? undefined : format.countdown(seconds * 1_000));
}

/** All facts about a game, group by group. */
export function GameFacts({ game }: { readonly game: Game }) {
  const { t } = useTranslation();
  const format = useFormat();
  const length = useLength();
  const optional = (value: number | undefined) => (value === undefined ? undefined : format.decimal(value));
  return (
    <div className={styles['groups']}>
      <Scoreboard game={game} />
      <section className={styles['group']}>
        <h2>{t('game.game.movement')}</h2>
        <dl>
          <Fact name={t('game.games.stats.boostPerMinute')}>{optional(game.boostPerMinute)}</Fact>
          <Fact name={t('game.games.stats.supersonicPct')}>
            {game.supersonicPct === undefined ? undefined : format.percent(game.supersonicPct)}
          </Fact>
          <Fact name={t('game.games.stats.aerials')}>{optional(game.aerials)}</Fact>
          <Fact name={t('game.games.stats.wavedashes')}>{optional(game.wavedashes)}</Fact>
        </dl>
      </section>
      <section className={styles['group']}>
        <h2>{t('game.game.about')}</h2>
        <dl>
          <Fact name={t('game.game.playedAt')}>{format.moment(game.playedAt)}</Fact>
          <Fact name={t('game.game.playlist')}>{game.playlist}</Fact>
          <Fact name={t('game.game.rank')}>{game.rank}</Fact>
          <Fact name={t('game.game.duration')}>{length(game.durationSeconds)}</Fact>
          <Fact name={t('game.game.id')}>{game.gameId}</Fact>
        </dl>
      </section>
    </div>
  );
}
