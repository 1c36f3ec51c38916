import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageChoice } from '../../app/language-choice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import type { Auth } from '../../auth/auth.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Star } from '../../ui/star.tsx';
import { Track } from '../../ui/track.tsx';
import styles from './sign-in.module.css';

export interface SignInProps {
  readonly auth: Auth;
  /** The local stack needs no password. */
  readonly isLocal: boolean;
  /** Why the sign-in page is shown again. */
  readonly reason?: 'failed' | 'expired' | undefined;
}

type Stage = 'idle' | 'opening' | 'failed';

/** The page for visitors who are not signed in. */
export function SignIn({ auth, isLocal, reason }: SignInProps) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>('idle');
  usePageTitle(t('signIn.pageTitle'));
  const open = () => {
    setStage('opening');
    auth.signIn().catch(() => setStage('failed'));
  };
  return (
    <div className={styles['page']}>
      <header className={styles['header']}>
        <p className={styles['brand']}>
          <Star />
          {t('app.name')}
        </p>
        <LanguageChoice />
      </header>
      <main className={styles['main']}>
        <div className={styles['words']}>
          <h1>{t('signIn.title')}</h1>
          <p className={styles['lead']}>{t('signIn.lead')}</p>
          {stage === 'failed' || (reason === 'failed' && stage === 'idle') ? (
            <Notice tone="bad" isAlert>
              {t('signIn.failed')}
            </Notice>
          ) : null}
          {reason === 'expired' && stage === 'idle' && <Notice tone="warn">{t('signIn.expired')}</Notice>}
          <div className={styles['start']}>
            <Button look="primary" disabled={stage === 'opening'} onClick={open}>
              {t(stage === 'opening' ? 'signIn.opening' : 'signIn.button')}
            </Button>
            {isLocal && <p className={styles['local']}>{t('signIn.local')}</p>}
          </div>
        </div>
        <div className={styles['picture']}>
          <Track>
            <Star isAlive />
          </Track>
        </div>
      </main>
    </div>
  );
}
