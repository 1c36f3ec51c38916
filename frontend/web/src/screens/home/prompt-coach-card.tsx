import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PROMPT_COACH } from '../../app/paths.ts';
import { Beret } from '../../ui/beret.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './home.module.css';

/** The prompt coach, which needs no interview. */
export function PromptCoachCard() {
  const { t } = useTranslation();
  return (
    <li className={styles['coach']}>
      <span className={styles['pad']} aria-hidden="true">
        <Beret />
      </span>
      <div className={styles['cardText']}>
        <h3>
          <Link href={PROMPT_COACH} className={styles['cover']} aria-label={t('prompt.card.open')}>
            {t('prompt.name')}
          </Link>
        </h3>
        <p>{t('prompt.card.text')}</p>
      </div>
      <Icon name="arrowRight" />
    </li>
  );
}
