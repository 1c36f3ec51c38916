import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Persona } from '../../conversation/persona.ts';
import { Star } from '../../ui/star.tsx';
import { SentAnswer } from './sent-answer.tsx';

/** The interviewer. */
export function useVesper(): Persona {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      name: t('creator.coach'),
      title: t('creator.conversation'),
      field: t('creator.composer'),
      placeholder: t('creator.placeholder'),
      maxCharacters: 4_000,
      Avatar: Star,
      Sent: SentAnswer,
    }),
    [t],
  );
}
