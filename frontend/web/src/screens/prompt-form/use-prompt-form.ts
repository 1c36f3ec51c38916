import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { type PromptMessage, promptCoach } from '#client/coaches/prompt-coach';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import { DEFAULT_PREFERENCES, type Mood, type Preferences } from '#contract/prompt-coach/requests';
import { isBlank, lengthOf } from '#contract/text';
import { useCoachAccess } from '#react/coach-provider';
import { promptSessionPath } from '../../app/paths.ts';
import { MAY_BE_REFUSED, type PromptDraft, readPromptDraft } from '../../app/prompt-start.ts';
import { COMPOSER } from '../../conversation/composer-id.ts';

export const MIN_CHARACTERS = 5;
export const MAX_CHARACTERS = 500;

export interface FormValues {
  readonly assetType: AssetType;
  readonly mood: Mood | undefined;
  readonly customMood: string;
  readonly gameName: string;
  readonly brandKitId: string | undefined;
  readonly description: string;
  readonly preferences: Preferences;
}

function firstValues(): FormValues {
  const {
    assetType = 'twitch_emote',
    mood,
    customMood = '',
    gameName = '',
    brandKitId,
    description = '',
    preferences = DEFAULT_PREFERENCES,
  } = readPromptDraft() ?? {};
  return { assetType, mood, customMood, gameName, brandKitId, description, preferences };
}

/** The form as it is, for another page that leads back to it. */
export const draftOf = ({ mood, brandKitId, ...values }: FormValues): PromptDraft => ({
  ...values,
  ...(mood && { mood }),
  ...(brandKitId !== undefined && { brandKitId }),
});

/** The first message of a session. */
function messageOf(values: FormValues): PromptMessage {
  const { assetType, mood, customMood, gameName, brandKitId, description, preferences } = values;
  return {
    text: description,
    start: {
      assetType,
      preferences,
      ...(mood && { mood }),
      ...(mood === 'custom' && { customMood: customMood.trim() }),
      ...(!isBlank(gameName) && { gameName: gameName.trim() }),
      ...(brandKitId !== undefined && { brandContext: { brandKitId } }),
    },
  };
}

/** The form of a new session: its values, and the start, which leads to the session's page. */
export function usePromptForm() {
  const { client } = useCoachAccess();
  const [, navigate] = useLocation();
  const [values, setValues] = useState(firstValues);
  const [isStarting, setIsStarting] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const length = lengthOf(values.description);
  const isValid =
    length >= MIN_CHARACTERS && length <= MAX_CHARACTERS && (values.mood !== 'custom' || !isBlank(values.customMood));
  const start = async () => {
    setIsStarting(true);
    const sessionId = await client.keepFirstTurn({ coach: promptCoach, message: messageOf(values) });
    navigate(promptSessionPath(sessionId), { state: MAY_BE_REFUSED });
  };
  return {
    values,
    change: (change: Partial<FormValues>) => setValues((before) => ({ ...before, ...change })),
    length,
    isTooShort: isTried && length < MIN_CHARACTERS,
    isTooLong: length > MAX_CHARACTERS,
    isStarting,
    onSubmit(event: FormEvent) {
      event.preventDefault();
      setIsTried(true);
      if (isValid) void start();
      else document.getElementById(COMPOSER)?.focus();
    },
  };
}
