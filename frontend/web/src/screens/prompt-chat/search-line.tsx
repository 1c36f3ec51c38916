import { useTranslation } from 'react-i18next';
import { promptCoach, type Sources } from '#client/coaches/prompt-coach';
import { useCoachSession } from '#react/use-coach-session';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { safeAddress } from '../../ui/markdown/safe-address.ts';
import styles from './search-line.module.css';

function Source({ source: { title, host, url = '' } }: { readonly source: Sources['results'][number] }) {
  const address = safeAddress(url);
  return (
    <li>
      {address?.protocol === 'https:' ? (
        <a href={address.href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
          {title}
        </a>
      ) : (
        <span dir="auto">{title}</span>
      )}{' '}
      <bdi>{host}</bdi>
    </li>
  );
}

/** The search that runs, and then what it found. */
export function SearchLine() {
  const { t } = useTranslation();
  const { searching, sources } = useCoachSession(promptCoach);
  if (searching !== undefined) {
    return (
      <p className={styles['searching']} role="status">
        <Icon name="search" />
        <span>{t('prompt.session.searching', { query: searching })}</span>
      </p>
    );
  }
  if (!sources || sources.results.length === 0) return null;
  return (
    <div className={styles['found']}>
      <Disclosure title={t('prompt.session.found', { query: sources.query })}>
        <ul aria-label={t('prompt.session.sources')}>
          {sources.results.map((source) => (
            <Source key={`${source.host} ${source.title}`} source={source} />
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
