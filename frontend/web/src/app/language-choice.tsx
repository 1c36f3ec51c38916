import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n/i18n.ts';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import styles from './language-choice.module.css';

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <label className={styles['language']}>
      <span>{t('account.language')}</span>
      <select value={i18n.language} onChange={({ target }) => void chooseLanguage(i18n, target.value as Language)}>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
