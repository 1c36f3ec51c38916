import { useRef } from 'react';
import { useCoachSession } from '#react/use-coach-session';
import { BudgetBar } from '../../conversation/budget-bar.tsx';
import { useBudget, useGameAccess } from '../../data/use-account-limits.ts';
import styles from './chat-budget.module.css';

/** Share of the budget from which it is shown in a conversation; below that it is in the account menu. */
const SHOWN_FROM = 0.6;

/** While a turn runs, tokens are held for it. What it really costs is known at its end. */
function useSettled<Value>(value: Value, isSettled: boolean): Value {
  const settled = useRef(value);
  if (isSettled) settled.current = value;
  return settled.current;
}

/** What is left of the month's tokens, once most of them are used. */
export function ChatBudget() {
  const { budget, isStreaming } = useCoachSession();
  const remaining = useSettled(budget, !isStreaming);
  const { data } = useBudget();
  if (useGameAccess() !== 'full' || !data) return null;
  const left = Math.min(data.remaining, remaining ?? data.remaining);
  if (left > (1 - SHOWN_FROM) * data.limit) return null;
  return (
    <div className={styles['budget']}>
      <BudgetBar remaining={remaining} />
    </div>
  );
}
