import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { GAME_COACH } from '../../app/paths.ts';
import { Icon } from '../../ui/icon.tsx';
import { Pad } from '../../ui/pad.tsx';
import styles from './home.module.css';

/** The game coach, which needs no interview. */
export function GameCoachCard() {
  const { t } = useTranslation();
  return (
    <li className={styles['coach']}>
      <span className={styles['pad']} aria-hidden="true">
        <Pad />
      </span>
      <div className={styles['cardText']}>
        <h3>
          <Link href={GAME_COACH} className={styles['cover']} aria-label={t('game.card.open')}>
            {t('game.card.title')}
          </Link>
        </h3>
        <p>{t('game.card.text')}</p>
      </div>
      <Icon name="arrowRight" />
    </li>
  );
}
