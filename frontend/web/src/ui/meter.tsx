import styles from './meter.module.css';

export interface MeterProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** The number of segments. */
  readonly steps?: number;
  readonly tone?: 'plain' | 'warn' | 'bad';
}

/** A native progress bar in segments: one for each step, unless `steps` says otherwise. */
export function Meter({ label, value, max, steps = max, tone = 'plain' }: MeterProps) {
  return (
    <progress
      className={styles['meter']}
      aria-label={label}
      value={value}
      max={max}
      data-tone={tone}
      ref={(element) => element?.style.setProperty('--steps', String(steps))}
    />
  );
}
