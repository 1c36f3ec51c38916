import { useTranslation } from 'react-i18next';
import { Refusal } from '#client/refusal';

/** The text of an error in the person's language. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) =>
    error instanceof Refusal ? t(`problem.${error.code}`, { coach: t('app.coach') }) : t('app.unreachable');
}
