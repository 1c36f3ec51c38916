import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CoachSummary } from '#contract/coach-responses';
import { coachPath } from '../../app/paths.ts';
import { Icon } from '../../ui/icon.tsx';
import { Initial } from '../../ui/initial.tsx';
import styles from './home.module.css';

export function CoachCard({ coach }: { readonly coach: CoachSummary }) {
  const { t } = useTranslation();
  return (
    <li className={styles['coach']}>
      <Initial name={coach.coachName} />
      <div className={styles['cardText']}>
        <h3 dir="auto">
          <Link
            href={coachPath(coach.coachId)}
            className={styles['cover']}
            aria-label={t('home.openCoach', { name: coach.coachName })}
          >
            {coach.coachName}
          </Link>
        </h3>
        <p dir="auto">{coach.coachDescription}</p>
      </div>
      <Icon name="arrowRight" />
    </li>
  );
}
