import type { ReactNode } from 'react';
import styles from '../prose.module.css';
import { safeAddress } from './safe-address.ts';

/** What is meant to be read as it is: no letters that look like others, none that turn the direction. */
const PLAIN = /^[\x21-\x7e]+$/;

export interface LinkProps {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}

/** Says beside its words where it leads, unless they are the address. What may not be a link is words alone. */
export function Link({ href, children }: LinkProps) {
  const address = safeAddress(href ?? '');
  if (!address) return <span>{children}</span>;
  const place = address.host || address.pathname;
  const isAddress =
    typeof children === 'string' &&
    PLAIN.test(children) &&
    (children === place || safeAddress(children)?.href === address.href);
  return (
    <a className={styles['link']} href={address.href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      {!isAddress && <bdi className={styles['host']}> ({place})</bdi>}
    </a>
  );
}
