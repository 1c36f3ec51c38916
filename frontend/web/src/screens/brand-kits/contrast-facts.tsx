import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { contrastBetween, legibilityOf } from './contrast.ts';
import styles from './contrast-facts.module.css';

const TEXTS = [
  ['black', '#000000'],
  ['white', '#ffffff'],
] as const;

const ICONS = { readable: 'check', largeOnly: 'info', hard: 'alert' } as const;

/** How black and white text can be read on a color. */
export function ContrastFacts({ hex }: { readonly hex: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={styles['facts']} aria-label={t('prompt.kits.contrast.label')}>
      {TEXTS.map(([name, text]) => {
        const contrast = contrastBetween(hex, text);
        const legibility = legibilityOf(contrast);
        // Rounded down, so that no figure looks as if it had reached the next level.
        const ratio = format.decimal(Math.floor(contrast * 10) / 10);
        return (
          <li key={name} data-legibility={legibility}>
            <svg viewBox="0 0 40 28" aria-hidden="true" focusable="false">
              <rect width="40" height="28" rx="6" fill={hex} />
              <text x="20" y="20" textAnchor="middle" fill={text}>
                {t('prompt.kits.contrast.sample')}
              </text>
            </svg>
            <span>
              {t(`prompt.kits.contrast.${name}`)} <small>{t('prompt.kits.contrast.ratio', { ratio })}</small>
            </span>
            <strong>
              <Icon name={ICONS[legibility]} />
              {t(`prompt.kits.contrast.${legibility}`)}
            </strong>
          </li>
        );
      })}
    </ul>
  );
}
