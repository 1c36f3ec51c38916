import { useTranslation } from 'react-i18next';
import { Loading } from '../../app/loading.tsx';
import { Page } from '../../app/page.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useOpenInterviews } from '../../data/use-interviews.ts';
import { useStartInterview } from '../../data/use-start-interview.ts';
import { SessionList } from '../../sessions/session-list.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useInterviewList } from './interview-list.tsx';
import styles from './interviews.module.css';

const TITLE = 'interviews-title';

/** Vesper's own page: the interviews that are not finished, and where another one begins. */
export function Interviews() {
  const { t } = useTranslation();
  const { isPending, error, refetch } = useOpenInterviews();
  const list = useInterviewList();
  const start = useStartInterview();
  usePageTitle(t('creator.list.title'));
  return (
    <Page>
      <header className={styles['header']}>
        <div>
          <h1 id={TITLE}>{t('creator.list.title')}</h1>
          <p>{t('creator.list.lead')}</p>
        </div>
        <Button look="primary" disabled={start.isPending} onClick={() => start.mutate()}>
          {t(start.isPending ? 'home.starting' : 'home.startAnother')}
        </Button>
      </header>
      {start.error && <Failure error={start.error} />}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {!isPending && !error && list.sessions.length === 0 && <p>{t('creator.list.empty')}</p>}
      <SessionList {...list} look="cards" labelledBy={TITLE} />
    </Page>
  );
}
