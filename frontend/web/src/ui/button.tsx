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

/** A link that looks like a button. */
export function ButtonLink({
  look = 'secondary',
  icon,
  iconEnd,
  href,
  label,
  children,
}: Common & {
  readonly href: string;
  /** The accessible name, where the words alone say too little. */
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

/** A round button with an icon. `label` is its accessible name. */
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
