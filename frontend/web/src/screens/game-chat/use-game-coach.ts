import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Persona } from '../../conversation/persona.ts';
import { Pad } from '../../ui/pad.tsx';
import { AskedGame } from './asked-game.tsx';

/** The game coach as a conversation shows it. */
export function useGameCoach(): Persona {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      name: t('game.coach'),
      title: t('game.chat.region'),
      field: t('game.chat.field'),
      placeholder: t('game.chat.placeholder'),
      maxCharacters: 10_000,
      Avatar: Pad,
      Sent: AskedGame,
    }),
    [t],
  );
}
