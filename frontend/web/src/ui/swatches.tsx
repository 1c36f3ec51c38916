import type { BrandColor } from '#contract/prompt-coach/brand';
import styles from './swatches.module.css';

const SHOWN = 4;

/** The first colors of a brand, beside its name. */
export function Swatches({ colors }: { readonly colors: readonly BrandColor[] }) {
  if (colors.length === 0) return null;
  return (
    <span className={styles['swatches']}>
      {colors.slice(0, SHOWN).map(({ hex, name }) => (
        <svg key={`${hex} ${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <circle cx="8" cy="8" r="8" fill={hex} />
        </svg>
      ))}
    </span>
  );
}
