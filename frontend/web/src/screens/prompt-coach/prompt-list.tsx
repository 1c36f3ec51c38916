import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PromptSessionItem } from '#contract/prompt-coach/responses';
import { PROMPT_COACH, PROMPT_NEW, promptSessionPath } from '../../app/paths.ts';
import { useDeletePromptSession, usePromptSessions } from '../../data/use-prompt-sessions.ts';
import { usePromptTexts } from '../../i18n/use-prompt-texts.ts';
import type { SessionItem, SessionListProps } from '../../sessions/session-list.tsx';
import { SessionNavigation } from '../../sessions/session-navigation.tsx';

function useItem(): (session: PromptSessionItem) => SessionItem {
  const { t } = useTranslation();
  return ({ sessionId, title, description, status, assetType, assetCount, updatedAt }) => ({
    sessionId,
    href: promptSessionPath(sessionId),
    title: title ?? (description || t('prompt.home.untitled')),
    updatedAt,
    isRunning: false,
    closed: status === 'active' ? undefined : t(`prompt.home.${status}`),
    fact: [
      t(`prompt.assetTypes.${assetType}`),
      ...(assetCount > 0 ? [t('prompt.home.pictures', { count: assetCount })] : []),
    ].join(' · '),
  });
}

/** The sessions with the prompt coach, for a `SessionList`. */
export function usePromptList(): Omit<SessionListProps, 'look' | 'labelledBy'> {
  const { t } = useTranslation();
  const { query, sessions } = usePromptSessions();
  const deletion = useDeletePromptSession();
  return {
    sessions: sessions.map(useItem()),
    more: { label: t('prompt.home.more'), query },
    deletion,
    question: { title: t('prompt.home.deleteTitle'), text: t('prompt.home.deleteText') },
    home: PROMPT_COACH,
  };
}

/** The newest sessions, in the sidebar. */
export function PromptNavigation() {
  usePromptTexts();
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  return (
    <SessionNavigation
      {...usePromptList()}
      title={t('prompt.home.sessions')}
      add={t('prompt.home.new')}
      onAdd={() => navigate(PROMPT_NEW)}
    />
  );
}
