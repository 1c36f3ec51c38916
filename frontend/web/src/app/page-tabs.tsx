import { Link, useLocation } from 'wouter';
import styles from './page-tabs.module.css';

export interface PageTabsProps {
  readonly label: string;
  /** Address and name of each page. The coach's own page is the first, and its address begins all others. */
  readonly tabs: readonly (readonly [href: string, name: string])[];
}

/** Links between the pages of a coach. A page below one of them belongs to it. */
export function PageTabs({ label, tabs }: PageTabsProps) {
  const [path] = useLocation();
  return (
    <nav className={styles['tabs']} aria-label={label}>
      <ul>
        {tabs.map(([href, name], index) => {
          const isHere = path === href || (index > 0 && path.startsWith(`${href}/`));
          return (
            <li key={href}>
              <Link href={href} aria-current={isHere ? 'page' : undefined}>
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
