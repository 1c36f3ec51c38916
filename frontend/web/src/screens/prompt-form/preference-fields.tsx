import { useTranslation } from 'react-i18next';
import type { Preferences } from '#contract/prompt-coach/requests';
import { Disclosure } from '../../ui/disclosure.tsx';
import { CONTROL, Field } from '../../ui/field.tsx';
import styles from './prompt-form.module.css';

export interface PreferenceFieldsProps {
  readonly value: Preferences;
  readonly onChange: (preferences: Preferences) => void;
}

/** How the coach answers, folded: the usual fits most. */
export function PreferenceFields({ value, onChange }: PreferenceFieldsProps) {
  const { t } = useTranslation();
  const choice = <Name extends keyof Preferences>(
    name: Name,
    label: string,
    options: readonly (readonly [Preferences[Name], string])[],
  ) => (
    <Field label={label}>
      <select
        className={CONTROL}
        value={value[name]}
        onChange={({ target }) => onChange({ ...value, [name]: target.value })}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
  return (
    <Disclosure title={t('prompt.form.preferences')}>
      <div className={styles['preferences']}>
        {choice('verbosity', t('prompt.form.verbosity'), [
          ['concise', t('prompt.form.verbosities.concise')],
          ['balanced', t('prompt.form.verbosities.balanced')],
          ['detailed', t('prompt.form.verbosities.detailed')],
        ])}
        {choice('style', t('prompt.form.style'), [
          ['friendly', t('prompt.form.styles.friendly')],
          ['professional', t('prompt.form.styles.professional')],
          ['creative', t('prompt.form.styles.creative')],
          ['technical', t('prompt.form.styles.technical')],
        ])}
        {choice('emoji', t('prompt.form.emoji'), [
          ['none', t('prompt.form.emojis.none')],
          ['minimal', t('prompt.form.emojis.minimal')],
          ['normal', t('prompt.form.emojis.normal')],
        ])}
      </div>
    </Disclosure>
  );
}
