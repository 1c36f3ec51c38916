import { useTranslation } from 'react-i18next';
import { Refusal } from '#client/refusal';
import { COUNT_LIMITS, type Counted } from '#contract/count-limits';
import { useFormat } from './use-format.ts';

const isCounted = (limit: unknown): limit is Counted => typeof limit === 'string' && Object.hasOwn(COUNT_LIMITS, limit);

/** The text of an error in the person's language. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (error) => {
    if (!(error instanceof Refusal)) return t('app.unreachable');
    const { limit } = error.details;
    if (isCounted(limit)) return t(`tooMany.${limit}`, { most: format.number(COUNT_LIMITS[limit]) });
    return t(`problem.${error.code}`, { coach: t('app.coach') });
  };
}
