import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { coachCreator } from '#client/coaches/coach-creator';
import { useCoachSession } from '#react/use-coach-session';
import { HOME } from '../../app/paths.ts';
import layout from '../../conversation/layout.module.css';
import { Icon } from '../../ui/icon.tsx';
import { Meter } from '../../ui/meter.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './creator.module.css';
import { ProgressText } from './progress-text.tsx';
import { TopicsButton } from './topics.tsx';

/** How far the interview has come. */
export function CreatorHeader() {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress, session } = useCoachSession(coachCreator);
  return (
    <header className={layout['header']}>
      <Link href={HOME} className={layout['back']} aria-label={t('app.back')} title={t('app.back')}>
        <Icon name="arrowLeft" />
      </Link>
      <h1>{t('creator.pageTitle')}</h1>
      {session && <TopicsButton checklist={session.checklist} current={progress?.currentTopic ?? null} />}
      {progress && (
        <div className={styles['progress']}>
          <p className={styles['figures']}>
            <strong>
              <ProgressText progress={progress} />
            </strong>
            <span>{format.percent(progress.percentage)}</span>
            <span className={styles['level']}>{t(`level.${progress.sophisticationLevel}`)}</span>
          </p>
          <Meter label={t('creator.progressLabel')} value={progress.topicsCompleted} max={progress.totalTopics} />
        </div>
      )}
    </header>
  );
}
