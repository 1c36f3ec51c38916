import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { useGameAccess } from '../../data/use-account-limits.ts';
import { Pad } from '../../ui/pad.tsx';
import { Starters } from '../game-coach/starters.tsx';
import styles from './game-chat.module.css';

export interface OpeningProps {
  /** The conversation is about one game, so the usual questions don't fit. */
  readonly isAboutGame: boolean;
}

/** A conversation before its first question. */
export function Opening({ isAboutGame }: OpeningProps) {
  const { t } = useTranslation();
  const { sendMessage, error } = useCoachSession();
  const access = useGameAccess();
  // The error, or the card about the plan, has other things to read.
  if (error || access === 'used') return null;
  return (
    <div className={styles['opening']}>
      <span className={styles['avatar']}>
        <Pad />
      </span>
      <h2>{t('game.home.title')}</h2>
      <p>{t(isAboutGame ? 'game.chat.aboutGame' : 'game.home.lead')}</p>
      {!isAboutGame && <Starters onAsk={(text) => void sendMessage({ text })} />}
    </div>
  );
}
