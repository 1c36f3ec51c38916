import { useTranslation } from 'react-i18next';
import { Mood } from '#contract/prompt-coach/requests';
import { CONTROL, Field } from '../../ui/field.tsx';
import styles from './prompt-form.module.css';

export interface MoodChoiceProps {
  readonly mood: Mood | undefined;
  readonly customMood: string;
  readonly onChange: (change: { readonly mood?: Mood | undefined; readonly customMood?: string }) => void;
}

/** Four moods, one's own, or none yet. */
export function MoodChoice({ mood, customMood, onChange }: MoodChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles['group']}>
      <legend>{t('prompt.form.mood')}</legend>
      <div className={styles['pills']}>
        {([undefined, ...Mood.options] as const).map((option) => (
          <label key={option ?? 'none'} className={styles['pill']} data-checked={mood === option}>
            <input
              type="radio"
              name="mood"
              value={option ?? ''}
              checked={mood === option}
              onChange={() => onChange({ mood: option })}
            />
            <span>{option ? t(`prompt.moods.${option}`) : t('prompt.form.noMood')}</span>
            {option && <small>{t(`prompt.form.moodHints.${option}`)}</small>}
          </label>
        ))}
      </div>
      {mood === 'custom' && (
        <Field label={t('prompt.form.customMood')}>
          <input
            className={CONTROL}
            maxLength={100}
            required
            value={customMood}
            onChange={({ target }) => onChange({ customMood: target.value })}
          />
        </Field>
      )}
    </fieldset>
  );
}
