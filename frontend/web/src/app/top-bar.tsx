import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button, IconButton } from '../ui/button.tsx';
import { Star } from '../ui/star.tsx';
import { useAccount } from './account-context.ts';
import { LanguageChoice } from './language-choice.tsx';
import styles from './shell.module.css';

const MENU = 'account-menu';

function AccountMenu() {
  const { t } = useTranslation();
  const { account, signOut } = useAccount();
  return (
    <>
      <IconButton name="user" label={t('account.menu')} popoverTarget={MENU} />
      <div id={MENU} popover="auto" className={styles['menu']}>
        <p className={styles['who']}>
          <span>{t('account.signedInAs')}</span>
          <strong>{account.name}</strong>
        </p>
        <LanguageChoice />
        <Button onClick={() => void signOut()}>{t('account.signOut')}</Button>
      </div>
    </>
  );
}

export function TopBar() {
  const { t } = useTranslation();
  return (
    <header className={styles['bar']}>
      <Link href="/" className={styles['brand']}>
        <Star />
        {t('app.name')}
      </Link>
      <AccountMenu />
    </header>
  );
}
