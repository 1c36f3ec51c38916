import type { ReactNode } from 'react';
import styles from './field.module.css';

/** The class of inputs, selects and text areas. */
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

/** A line below a control: what it accepts, or what is wrong. */
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
