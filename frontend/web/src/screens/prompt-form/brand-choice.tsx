import { useTranslation } from 'react-i18next';
import { useBrandKits } from '../../data/use-prompt-sessions.ts';
import { Swatches } from '../../ui/swatches.tsx';
import styles from './prompt-form.module.css';

export interface BrandChoiceProps {
  readonly brandKitId: string | undefined;
  readonly onChange: (brandKitId: string | undefined) => void;
}

/** One of the person's brand kits, with its colors. Nothing for a person without one. */
export function BrandChoice({ brandKitId, onChange }: BrandChoiceProps) {
  const { t } = useTranslation();
  const kits = useBrandKits().data?.brandKits ?? [];
  if (kits.length === 0) return null;
  const options = [{ brandKitId: undefined, name: t('prompt.form.noBrand'), colors: [] }, ...kits];
  return (
    <fieldset className={styles['group']}>
      <legend>{t('prompt.form.brand')}</legend>
      <div className={styles['pills']}>
        {options.map(({ brandKitId: id, name, colors }) => (
          <label key={id ?? 'none'} className={styles['pill']} data-checked={brandKitId === id}>
            <input
              type="radio"
              name="brand"
              value={id ?? ''}
              checked={brandKitId === id}
              onChange={() => onChange(id)}
            />
            <Swatches colors={colors} />
            <span dir="auto">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
