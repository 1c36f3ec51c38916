import { useTranslation } from 'react-i18next';
import type { ImportProgress, RejectedGame } from '#client/import-games';
import { type ImportState, MAX_FILE_MB } from '../../data/use-import.ts';
import { en } from '../../i18n/en.ts';
import { Notice } from '../../ui/notice.tsx';
import { Prose } from '../../ui/prose.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useProblemText } from '../../ui/use-problem-text.ts';
import styles from './games.module.css';

/** The same fault tends to repeat, so more are not shown. */
const SHOWN_REJECTIONS = 10;

type KnownFault = keyof typeof en.game.games.faults;

const isKnown = (code: string | undefined): code is KnownFault =>
  code !== undefined && Object.hasOwn(en.game.games.faults, code);

/** What is wrong with a game, in the person's language as far as the app has the words. */
function useReason(): (game: RejectedGame) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ fields }) =>
    fields
      .map(({ path, message, code, limit }) => {
        const words = isKnown(code)
          ? t(`game.games.faults.${code}`, { limit: limit === undefined ? '' : format.number(limit) })
          : message;
        return path === '' ? words : `${path}: ${words}`;
      })
      .join('\n');
}

function Rejections({ rejected }: { readonly rejected: readonly RejectedGame[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonOf = useReason();
  if (rejected.length === 0) return null;
  const rest = rejected.length - SHOWN_REJECTIONS;
  return (
    <section className={styles['rejections']}>
      <h3>{t('game.games.rejectedTitle')}</h3>
      <ul>
        {rejected.slice(0, SHOWN_REJECTIONS).map((game) => (
          <li key={game.index}>
            <strong>{t('game.games.rejectedAt', { place: format.number(game.index + 1) })}</strong>
            <Prose text={reasonOf(game)} />
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{t('game.games.rejectedMore', { count: rest })}</p>}
    </section>
  );
}

/** The numbers of imported, unchanged and rejected games. */
function useOutcome(): (progress: ImportProgress) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ imported, unchanged, rejected }) =>
    format.list([
      t('game.games.imported', { count: imported }),
      ...(unchanged > 0 ? [t('game.games.unchanged', { count: unchanged })] : []),
      ...(rejected.length > 0 ? [t('game.games.rejected', { count: rejected.length })] : []),
    ]);
}

const FAULTS = { not_json: 'notJson', no_games: 'noGames', too_large: 'tooLarge' } as const;

/** The progress of an import, and its result. */
export function ImportStatus({ state }: { readonly state: ImportState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const problemText = useProblemText();
  const outcome = useOutcome();
  const progress = 'progress' in state ? state.progress : undefined;
  const isBusy = state.stage === 'reading' || state.stage === 'sending';
  return (
    <>
      <div role="status">
        {isBusy && (
          <div className={styles['sending']}>
            <p>
              {progress
                ? t('game.games.sending', { done: format.number(progress.done), total: format.number(progress.total) })
                : t('game.games.reading')}
            </p>
            <progress aria-label={t('game.games.importTitle')} value={progress?.done ?? 0} max={progress?.total ?? 1} />
          </div>
        )}
        {state.stage === 'done' && (
          <Notice tone={state.progress.rejected.length > 0 ? 'warn' : 'good'}>
            <strong>{t('game.games.done')}</strong> {outcome(state.progress)}.
          </Notice>
        )}
      </div>
      {state.stage === 'refused' && (
        <Notice tone="bad" isAlert>
          {t(`game.games.${FAULTS[state.fault]}`, { name: state.name, size: format.number(MAX_FILE_MB) })}
        </Notice>
      )}
      {state.stage === 'broken' && (
        <Notice tone="bad" isAlert>
          {problemText(state.error)} {t('game.games.stopped')} {progress && `${outcome(progress)}.`}
        </Notice>
      )}
      {progress && !isBusy && <Rejections rejected={progress.rejected} />}
    </>
  );
}
