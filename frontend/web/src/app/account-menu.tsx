import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { BudgetBar } from '../conversation/budget-bar.tsx';
import { useBudget } from '../data/use-account-limits.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { useAccount } from './account-context.ts';
import styles from './account-menu.module.css';
import { LanguageChoice } from './language-choice.tsx';

export interface AccountMenuProps {
  /** Shows the name and the plan beside the icon, where there is room. */
  readonly isNamed?: boolean;
}

/** Who is signed in, their plan and what is left of it, and signing out. */
export function AccountMenu({ isNamed = false }: AccountMenuProps) {
  const { t } = useTranslation();
  const { account, signOut } = useAccount();
  const tier = useBudget().data?.tier;
  const menuId = useId();
  return (
    <div className={styles['account']}>
      <button type="button" className={styles['button']} popoverTarget={menuId} title={t('account.menu')}>
        <span className={styles['avatar']}>
          <Icon name="user" />
        </span>
        <span className={styles['words']} data-shown={isNamed}>
          <VisuallyHidden>{t('account.menu')}: </VisuallyHidden>
          <strong>{account.name}</strong>
          {tier && <span>{t(`plan.names.${tier}`)}</span>}
        </span>
      </button>
      <div id={menuId} popover="auto" className={styles['menu']} data-from={isNamed ? 'below' : 'above'}>
        <p className={styles['who']}>
          <span>{t('account.signedInAs')}</span>
          <strong>{account.name}</strong>
        </p>
        <BudgetBar />
        <LanguageChoice />
        <Button onClick={() => void signOut()}>{t('account.signOut')}</Button>
      </div>
    </div>
  );
}
