import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PROMPT_KIT_NEW, promptKitPath } from '../../app/paths.ts';
import { promptDraftState } from '../../app/prompt-start.ts';
import { useBrandKits } from '../../data/use-brand-kits.ts';
import { Icon } from '../../ui/icon.tsx';
import { Swatches } from '../../ui/swatches.tsx';
import styles from './prompt-form.module.css';
import { draftOf, type FormValues } from './use-prompt-form.ts';

export interface BrandChoiceProps {
  readonly values: FormValues;
  readonly onChange: (change: Pick<FormValues, 'brandKitId'>) => void;
}

/** One of the person's brand kits, with its colors, and the way to make or change one. */
export function BrandChoice({ values, onChange }: BrandChoiceProps) {
  const { t } = useTranslation();
  const { data } = useBrandKits();
  const kits = data?.brandKits ?? [];
  const { brandKitId } = values;
  const chosen = kits.find((kit) => kit.brandKitId === brandKitId);
  const isGone = data !== undefined && brandKitId !== undefined && !chosen;
  useEffect(() => {
    if (isGone) onChange({ brandKitId: undefined });
  });
  const draft = promptDraftState(draftOf(values));
  // The form is there again when the person comes back by the browser's button.
  const keep = () => window.history.replaceState(draft, '');
  const options = [{ brandKitId: undefined, name: t('prompt.form.noBrand'), colors: [] }, ...kits];
  return (
    <fieldset className={styles['group']}>
      <legend>{t('prompt.form.brand')}</legend>
      {kits.length > 0 && (
        <div className={styles['pills']}>
          {options.map(({ brandKitId: id, name, colors }) => (
            <label key={id ?? 'none'} className={styles['pill']} data-checked={brandKitId === id}>
              <input
                type="radio"
                name="brand"
                value={id ?? ''}
                checked={brandKitId === id}
                onChange={() => onChange({ brandKitId: id })}
              />
              <Swatches colors={colors} />
              <span dir="auto">{name}</span>
            </label>
          ))}
        </div>
      )}
      <p className={styles['ways']}>
        {chosen && (
          <Link href={promptKitPath(chosen.brandKitId)} state={draft} onClick={keep}>
            <Icon name="edit" />
            {t('prompt.kits.edit', { name: chosen.name })}
          </Link>
        )}
        <Link href={PROMPT_KIT_NEW} state={draft} onClick={keep}>
          <Icon name="plus" />
          {t('prompt.kits.new')}
        </Link>
      </p>
    </fieldset>
  );
}
