import { useTranslation } from 'react-i18next';
import { useBudget } from '../data/use-account-limits.ts';
import { Icon } from '../ui/icon.tsx';
import { Meter } from '../ui/meter.tsx';
import { useFormat } from '../ui/use-format.ts';
import styles from './budget-bar.module.css';

const LANES = 20;
/** The share of the budget at which the server warns, too. */
const WARNING_SHARE = 0.8;

export interface BudgetBarProps {
  /** Tokens left, where the conversation knows newer figures than the last request. */
  readonly remaining?: number | null | undefined;
}

/** What is left of this month's tokens, with a warning from 80 % on. */
export function BudgetBar({ remaining }: BudgetBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const budget = useBudget().data;
  if (!budget) return null;
  const { limit, periodEnd } = budget;
  const left = Math.max(0, Math.min(limit, remaining ?? budget.remaining));
  const share = limit === 0 ? 1 : (limit - left) / limit;
  const tone = left === 0 ? 'bad' : share >= WARNING_SHARE ? 'warn' : 'plain';
  // Rounded down, so that 100 % means that nothing is left.
  const percent = format.percent(left === 0 ? 100 : Math.min(99, Math.floor(100 * share)));
  return (
    <div className={styles['budget']} data-tone={tone}>
      <p className={styles['figures']}>
        <span>
          {tone !== 'plain' && <Icon name="alert" />}
          {t('plan.budget.left', { remaining: format.number(left), limit: format.number(limit) })}
        </span>
        <span>
          {t('plan.budget.used', { percent })}
          {tone !== 'plain' && `, ${t('plan.budget.renewal', { date: format.day(periodEnd) })}`}
        </span>
      </p>
      <Meter label={t('plan.budget.label')} value={limit - left} max={limit} steps={LANES} tone={tone} />
    </div>
  );
}
