import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger' | 'ink';

interface Common {
  readonly look?: Look;
  readonly icon?: IconName;
  /** After the words instead of before them. */
  readonly iconEnd?: IconName;
}

export type ButtonProps = Common & ButtonHTMLAttributes<HTMLButtonElement>;

export function Button({ look = 'secondary', icon, iconEnd, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={styles['button']} data-look={look}>
      {icon && <Icon name={icon} />}
      {children}
      {iconEnd && <Icon name={iconEnd} />}
    </button>
  );
}

/** Looks like a button, goes to a page. */
export function ButtonLink({
  look = 'secondary',
  icon,
  iconEnd,
  href,
  label,
  children,
}: Common & {
  readonly href: string;
  /** What it is called, when its words alone would say too little. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  return (
    <Link href={href} className={styles['button']} data-look={look} aria-label={label}>
      {icon && <Icon name={icon} />}
      {children}
      {iconEnd && <Icon name={iconEnd} />}
    </Link>
  );
}

/** A round button that shows only an icon; `label` is what it is called. */
export function IconButton({
  label,
  name,
  look = 'quiet',
  type = 'button',
  ...rest
}: { readonly label: string; readonly name: IconName; readonly look?: Look } & Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'name'
>) {
  return (
    <button {...rest} type={type} className={styles['round']} data-look={look} aria-label={label} title={label}>
      <Icon name={name} />
    </button>
  );
}
