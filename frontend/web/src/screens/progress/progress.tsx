import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { type Game, GameMode, type RankBenchmark } from '#contract/games';
import { Loading } from '../../app/loading.tsx';
import { SECTION } from '../../app/not-loaded.tsx';
import { GAMES } from '../../app/paths.ts';
import { useBenchmarks } from '../../data/use-benchmarks.ts';
import { useNewestGames } from '../../data/use-games.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { CONTROL, Field } from '../../ui/field.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Notice } from '../../ui/notice.tsx';
import { GamePage } from '../game-coach/game-page.tsx';
import { averagesOf, compare, rankFor } from './averages.ts';
import { ComparisonTable } from './comparison-table.tsx';
import styles from './progress.module.css';
import { useRows } from './use-rows.ts';

/** The chart's library is loaded when there is something to draw. */
const ComparisonChart = lazyPart(async () => (await import('./comparison-chart.tsx')).ComparisonChart, SECTION);

interface ComparisonProps {
  readonly games: readonly Game[];
  readonly rank: RankBenchmark;
}

function Comparison({ games, rank }: ComparisonProps) {
  const { t } = useTranslation();
  const rows = useRows(compare(averagesOf(games), rank));
  return (
    <>
      <figure className={styles['figure']}>
        <figcaption className={styles['legend']}>
          <span data-of="you">{t('game.progress.legendYou')}</span>
          <span data-of="rank">{t('game.progress.legendRank', { rank: rank.rank })}</span>
        </figcaption>
        <ComparisonChart rows={rows} label={t('game.progress.chart', { rank: rank.rank })} />
      </figure>
      <ComparisonTable rows={rows} rank={rank.rank} />
      <p className={styles['soft']}>
        {t('game.progress.basis', { count: games.length })} {t('game.progress.source')}
      </p>
    </>
  );
}

interface ChoicesProps extends ComparisonProps {
  readonly benchmarks: readonly RankBenchmark[];
}

/** The rank to compare with, and the mode to count. Both are in the address, so a reload keeps them. */
function Choices({ games, benchmarks, rank }: ChoicesProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mode = GameMode.safeParse(search.get('mode')).data;
  const choose = (name: 'rank' | 'mode', value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const counted = games.filter((game) => mode === undefined || game.mode === mode);
  return (
    <>
      <div className={styles['choices']}>
        <Field label={t('game.progress.rank')}>
          <select className={CONTROL} value={rank.rank} onChange={({ target }) => choose('rank', target.value)}>
            {benchmarks.map((benchmark) => (
              <option key={benchmark.rank}>{benchmark.rank}</option>
            ))}
          </select>
        </Field>
        <Field label={t('game.progress.mode')}>
          <select className={CONTROL} value={mode ?? ''} onChange={({ target }) => choose('mode', target.value)}>
            <option value="">{t('game.progress.allModes')}</option>
            {GameMode.options.map((name) => (
              <option key={name} value={name}>
                {t(`game.games.mode.${name}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {counted.length === 0 ? (
        <Notice tone="plain">{t('game.progress.emptyMode')}</Notice>
      ) : (
        <Comparison games={counted} rank={rank} />
      )}
    </>
  );
}

function Content() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const newest = useNewestGames();
  const known = useBenchmarks();
  const error = newest.error ?? known.error;
  if (error) {
    return <Failure error={error} onRetry={() => void Promise.all([newest.refetch(), known.refetch()])} />;
  }
  if (!newest.data || !known.data) return <Loading />;
  const { games } = newest.data;
  const { benchmarks } = known.data;
  const rank = rankFor(search.get('rank'), games, benchmarks);
  if (games.length === 0 || !rank) {
    return (
      <Notice tone="plain" actions={<ButtonLink href={GAMES}>{t('game.home.toGames')}</ButtonLink>}>
        {t('game.progress.empty')}
      </Notice>
    );
  }
  return <Choices games={games} benchmarks={benchmarks} rank={rank} />;
}

/** Compares the player with a rank. */
export function Progress() {
  const { t } = useTranslation();
  return (
    <GamePage title={t('game.progress.title')} lead={t('game.progress.lead')}>
      <div className={styles['content']}>
        <Content />
      </div>
    </GamePage>
  );
}
