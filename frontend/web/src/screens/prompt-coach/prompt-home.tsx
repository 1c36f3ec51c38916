import { useTranslation } from 'react-i18next';
import { Loading } from '../../app/loading.tsx';
import { PROMPT_NEW, PROMPT_TIPS } from '../../app/paths.ts';
import { usePromptAccess, usePromptSessions } from '../../data/use-prompt-sessions.ts';
import { usePromptTexts } from '../../i18n/use-prompt-texts.ts';
import { SessionList } from '../../sessions/session-list.tsx';
import { Beret } from '../../ui/beret.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import styles from './prompt-home.module.css';
import { usePromptList } from './prompt-list.tsx';
import { PromptPage } from './prompt-page.tsx';
import { TrialBanner, TrialUsed } from './trial.tsx';

const SESSIONS = 'sessions-title';

/** Where a session begins. */
function Begin() {
  const { t } = useTranslation();
  const access = usePromptAccess();
  return (
    <section className={styles['begin']} aria-labelledby="begin-title">
      <span className={styles['face']}>
        <Beret />
      </span>
      <div className={styles['words']}>
        <h2 id="begin-title">{t('prompt.home.title')}</h2>
        {access === 'used' ? (
          <>
            <TrialUsed />
            <div className={styles['start']}>
              <ButtonLink href={PROMPT_TIPS}>{t('prompt.tips.title')}</ButtonLink>
            </div>
          </>
        ) : (
          <>
            <p>{t('prompt.home.lead')}</p>
            <div className={styles['start']}>
              <ButtonLink look="primary" icon="plus" href={PROMPT_NEW}>
                {t('prompt.home.new')}
              </ButtonLink>
            </div>
          </>
        )}
        {access === 'trial' && <TrialBanner />}
      </div>
    </section>
  );
}

/** The prompt coach's own page: its sessions, and where another one begins. */
export function PromptHome() {
  usePromptTexts();
  const { t } = useTranslation();
  const { query, sessions } = usePromptSessions();
  const list = usePromptList();
  const access = usePromptAccess();
  return (
    <PromptPage title={t('prompt.name')}>
      <Begin />
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.isSuccess && sessions.length === 0 && access !== 'used' && (
        <p className={styles['empty']}>{t('prompt.home.empty')}</p>
      )}
      {sessions.length > 0 && (
        <section aria-labelledby={SESSIONS}>
          <h2 id={SESSIONS} className={styles['title']}>
            {t('prompt.home.sessions')}
          </h2>
          <SessionList {...list} look="cards" labelledBy={SESSIONS} />
        </section>
      )}
    </PromptPage>
  );
}
