import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Names the page in the tab, and to whoever hears that it changed. */
export function usePageTitle(title: string): void {
  const { t } = useTranslation();
  const name = t('app.name');
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}
