import type { ReactNode } from 'react';
import styles from './field.module.css';

/** What makes an input, a select or a text area ours. */
export const CONTROL = styles['control'];

/** A label above its control. */
export function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className={styles['field']}>
      <span>{label}</span>
      {children}
    </label>
  );
}

/** A line under a control: what may stand in it, or what is wrong with it. */
export function Hint({
  id,
  isBad = false,
  children,
}: {
  readonly id: string;
  readonly isBad?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <p id={id} className={styles['hint']} data-bad={isBad}>
      {children}
    </p>
  );
}
