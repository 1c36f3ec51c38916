import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import { ASSET_FORMATS } from '#contract/prompt-coach/asset-types';
import { useCoachSession } from '#react/use-coach-session';
import { Icon } from '../../ui/icon.tsx';
import { Swatches } from '../../ui/swatches.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './head.module.css';
import { useStart } from './use-start.ts';

/** What the session began with, for a wide head bar. */
export function HeadDetails() {
  const { t } = useTranslation();
  const { assetType, mood, customMood, brand } = useStart();
  if (!assetType) return null;
  const { width, height } = ASSET_FORMATS[assetType];
  return (
    <ul className={styles['facts']}>
      <li>
        <Icon name="image" />
        <span>
          {t(`prompt.assetTypes.${assetType}`)} · {t('prompt.size', { width, height })}
        </span>
      </li>
      {mood && <li dir="auto">{mood === 'custom' ? customMood : t(`prompt.moods.${mood}`)}</li>}
      {brand && (brand.kitName !== undefined || brand.colors.length > 0) && (
        <li>
          <Swatches colors={brand.colors} />
          {brand.kitName !== undefined && <span dir="auto">{brand.kitName}</span>}
        </li>
      )}
    </ul>
  );
}

/** `null`: no limit, or the session has ended. `undefined`: not known yet. */
export function useTurns() {
  const { session, turnsUsed, turnsRemaining } = useCoachSession(promptCoach);
  return { used: turnsUsed, remaining: turnsRemaining === undefined ? session?.turnsRemaining : turnsRemaining };
}

/** One line for a narrow head bar: what it is for, and the turns that are left. */
export function HeadLine() {
  const { t } = useTranslation();
  const { assetType } = useStart();
  const { remaining } = useTurns();
  const parts = [
    ...(assetType ? [t(`prompt.assetTypes.${assetType}`)] : []),
    ...(typeof remaining === 'number' ? [t('prompt.session.turnsLeft', { count: remaining })] : []),
  ];
  return parts.join(' · ');
}

/** A dot for each turn, filled when it is used. */
export function TurnDots() {
  const { t } = useTranslation();
  const { used, remaining } = useTurns();
  if (typeof remaining !== 'number') return null;
  const limit = used + remaining;
  return (
    <p className={styles['turns']}>
      <span className={styles['dots']} aria-hidden="true">
        {Array.from({ length: limit }, (_, index) => index).map((turn) => (
          <span key={turn} data-used={turn < used} />
        ))}
      </span>
      <VisuallyHidden>{t('prompt.session.turnsUsed', { used, limit })}, </VisuallyHidden>
      {t('prompt.session.turnsLeft', { count: remaining })}
    </p>
  );
}
