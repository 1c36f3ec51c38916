import { useTranslation } from 'react-i18next';
import type { useStartInterview } from '../../data/use-start-interview.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Star } from '../../ui/star.tsx';
import { Track } from '../../ui/track.tsx';
import styles from './home.module.css';

const FACTS = ['topics', 'time', 'control'] as const;

/** Home without any coach: what will happen, and where it begins. */
export function Welcome({ start }: { readonly start: ReturnType<typeof useStartInterview> }) {
  const { t } = useTranslation();
  return (
    <section className={styles['welcome']}>
      <div className={styles['welcomeWords']}>
        <h1>{t('home.emptyTitle')}</h1>
        <p className={styles['lead']}>{t('home.emptyLead')}</p>
        <ul className={styles['facts']}>
          {FACTS.map((fact) => (
            <li key={fact}>
              <Icon name="check" />
              {t(`home.facts.${fact}`)}
            </li>
          ))}
        </ul>
        <Button look="primary" disabled={start.isPending} onClick={() => start.mutate()}>
          {t(start.isPending ? 'home.starting' : 'home.start')}
        </Button>
      </div>
      <div className={styles['welcomeTrack']}>
        <Track percentage={0}>
          <Star />
        </Track>
      </div>
    </section>
  );
}
