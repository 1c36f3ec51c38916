import { type ComponentType, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useCoaches } from '../data/use-coaches.ts';
import { Icon } from '../ui/icon.tsx';
import { Initial } from '../ui/initial.tsx';
import { COACH_ENTRIES, type CoachEntry } from './coach-entries.tsx';
import styles from './navigation.module.css';
import { coachPath, HOME } from './paths.ts';

interface EntryProps {
  readonly href: string;
  readonly isHere: boolean;
  readonly name: string;
  readonly fact?: string;
  readonly picture: ReactNode;
}

function Entry({ href, isHere, name, fact, picture }: EntryProps) {
  return (
    <Link href={href} className={styles['entry']} title={name} aria-current={isHere ? 'page' : undefined}>
      {picture}
      <span className={styles['words']}>
        <span dir="auto">{name}</span>
        {fact !== undefined && <small dir="auto">{fact}</small>}
      </span>
    </Link>
  );
}

const isWithin = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`);

function Avatar({ of: Picture }: { readonly of: ComponentType }) {
  return (
    <span className={styles['avatar']} aria-hidden="true">
      <Picture />
    </span>
  );
}

/** The person's own coaches, and then those that everyone has. */
function Coaches({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const { data } = useCoaches();
  const id = useId();
  const own = (data?.coaches ?? []).filter(({ status }) => status === 'active');
  return (
    <div className={styles['group']}>
      <p id={id} className={styles['title']}>
        {t('nav.coaches')}
      </p>
      <ul aria-labelledby={id}>
        {own.map(({ coachId, coachName, coachDescription }) => (
          <li key={coachId}>
            <Entry
              href={coachPath(coachId)}
              isHere={isWithin(path, coachPath(coachId))}
              name={coachName}
              fact={coachDescription}
              picture={<Initial name={coachName} />}
            />
          </li>
        ))}
        {COACH_ENTRIES.map(({ href, name, fact, Picture }) => (
          <li key={href}>
            <Entry
              href={href}
              isHere={isWithin(path, href)}
              name={t(name)}
              fact={t(fact)}
              picture={<Avatar of={Picture} />}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The sessions of the current coach. */
function Sessions({ coach: { Sessions: List } }: { readonly coach: CoachEntry }) {
  return (
    <div className={styles['sessions']}>
      <List />
    </div>
  );
}

export interface NavigationProps {
  /** A link was followed, whether or not it leads to another page. */
  readonly onLeave?: () => void;
}

/** Links to Home, to every coach, and to the sessions of the current coach. */
export function Navigation({ onLeave }: NavigationProps) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const here = COACH_ENTRIES.find(({ href }) => isWithin(path, href));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link that is followed by keyboard is clicked, too
    <nav
      className={styles['navigation']}
      aria-label={t('nav.label')}
      onClick={({ target }) => {
        if ((target as Element).closest('a')) onLeave?.();
      }}
    >
      <Entry href={HOME} isHere={path === HOME} name={t('nav.home')} picture={<Icon name="home" />} />
      <Coaches path={path} />
      {here && <Sessions coach={here} />}
    </nav>
  );
}
