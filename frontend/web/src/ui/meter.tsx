import styles from './meter.module.css';

export interface MeterProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
}

/** A native progress bar, cut into as many lanes as there are steps. */
export function Meter({ label, value, max }: MeterProps) {
  return (
    <progress
      className={styles['meter']}
      aria-label={label}
      value={value}
      max={max}
      ref={(element) => element?.style.setProperty('--steps', String(max))}
    />
  );
}
