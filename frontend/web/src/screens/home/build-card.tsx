import { useTranslation } from 'react-i18next';
import type { CreatorSession } from '#contract/creator-session-responses';
import { useBuild } from '../../data/use-build.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Star } from '../../ui/star.tsx';
import { Track } from '../../ui/track.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './home.module.css';

/** The build of a coach: in line, building, or failed. */
export function BuildCard({ session }: { readonly session: CreatorSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, retry } = useBuild(session.sessionId);
  const build = status.data;
  if (!build) return null;
  const isFailed = build.state === 'failed';
  return (
    <li className={styles['card']} data-failed={isFailed}>
      {isFailed ? (
        <span className={styles['failed']}>
          <Icon name="alert" />
        </span>
      ) : (
        <Track>
          <Star isAlive />
        </Track>
      )}
      <div className={styles['cardText']}>
        <h3 dir="auto">{session.title ?? t('home.untitled')}</h3>
        <p role="status">{t(`build.${build.state}`)}</p>
        {build.deadline !== null && !isFailed && <p>{t('build.deadline', { time: format.time(build.deadline) })}</p>}
        {isFailed && <p>{t(build.error?.retryable === false ? 'build.failedForGood' : 'build.failedText')}</p>}
        {retry.error && <Failure error={retry.error} />}
      </div>
      {isFailed && build.error?.retryable !== false && (
        <div className={styles['cardActions']}>
          <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
            {t('build.retry')}
          </Button>
        </div>
      )}
    </li>
  );
}
