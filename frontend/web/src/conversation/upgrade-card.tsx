import { useTranslation } from 'react-i18next';
import { TIERS, type Tier } from '#contract/tiers';
import { useBudget } from '../data/use-account-limits.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './upgrade-card.module.css';

/** The better plans of each plan. */
const BETTER = { free: ['pro', 'studio'], pro: ['studio'], studio: [] } as const satisfies Record<
  Tier,
  readonly Tier[]
>;

/** The better plans, and what they include. */
export function Plans({ tier }: { readonly tier: Tier }) {
  const { t } = useTranslation();
  const better = BETTER[tier];
  if (better.length === 0) return null;
  return (
    <ul className={styles['plans']} aria-label={t('plan.upgrade.plans')}>
      {better.map((name) => (
        <li key={name}>
          <strong>{t(`plan.names.${name}`)}</strong>
          <span>{t('plan.upgrade.tokens', { count: TIERS[name].tokensPerMonth })}</span>
          <span>{t('plan.upgrade.pictures', { count: TIERS[name].generationsPerMonth })}</span>
          <span>{t('plan.upgrade.rate', { count: TIERS[name].messagesPerMinute })}</span>
        </li>
      ))}
    </ul>
  );
}

export interface UpgradeCardProps {
  readonly title: string;
  readonly text: string;
  /** It answers something that the person has just done. */
  readonly isAlert?: boolean;
}

/** Why the person's plan refused, and the plans that include more. */
export function UpgradeCard({ title, text, isAlert = true }: UpgradeCardProps) {
  const { t } = useTranslation();
  const tier = useBudget().data?.tier ?? 'free';
  return (
    <section className={styles['card']} role={isAlert ? 'alert' : undefined}>
      <span className={styles['mark']}>
        <Icon name="lock" />
      </span>
      <div className={styles['words']}>
        <h2>{title}</h2>
        <p>{text}</p>
        <Plans tier={tier} />
        {tier !== 'studio' && (
          <div className={styles['how']}>
            <p>{t(`plan.upgrade.gains.${tier}`)}</p>
            <p>{t('plan.upgrade.how')}</p>
          </div>
        )}
      </div>
    </section>
  );
}
