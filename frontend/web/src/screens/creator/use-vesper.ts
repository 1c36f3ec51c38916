import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../conversation/voice.ts';
import { Star } from '../../ui/star.tsx';

/** The interviewer. */
export function useVesper(): Voice {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      name: t('creator.coach'),
      title: t('creator.conversation'),
      field: t('creator.composer'),
      placeholder: t('creator.placeholder'),
      maxCharacters: 4_000,
      Face: Star,
    }),
    [t],
  );
}
