import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Persona } from '../../conversation/persona.ts';
import { Beret } from '../../ui/beret.tsx';

/** The prompt coach as a conversation shows it. */
export function usePromptCoach(): Persona {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      name: t('prompt.coach'),
      title: t('prompt.session.region'),
      field: t('prompt.session.field'),
      placeholder: t('prompt.session.placeholder'),
      maxCharacters: 500,
      hue: 'promptCoach',
      Avatar: Beret,
      refusalText: (code, { limit }) =>
        code === 'turn_limit_reached' && limit === 'textTokensIn' ? t('prompt.session.tooMuchText') : undefined,
    }),
    [t],
  );
}
