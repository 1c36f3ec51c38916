import type { ReactNode } from 'react';
import styles from '../prose.module.css';
import { safeAddress } from './safe-address.ts';

/** ASCII: no letters that look like others, and none that change the direction. */
const PLAIN = /^[\x21-\x7e]+$/;

export interface LinkProps {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}

/** A link that shows its host beside its words, unless they are the address. A forbidden address leaves the words. */
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
