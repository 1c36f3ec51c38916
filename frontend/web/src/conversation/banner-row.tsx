import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type UseCoachSession, useCoachSession } from '#react/use-coach-session';
import { useIsOffline } from '../app/connectivity-context.ts';
import { OfflineBanner } from '../app/offline-banner.tsx';
import { Banner } from '../ui/banner.tsx';
import styles from './banner-row.module.css';
import { usePersona } from './persona.ts';

/**
 * The line for a path that is not the first. Path 3 answers with the whole text at once, so its line is shown from the
 * moment that it is tried.
 */
function lineOf({ isStreaming, streamingStage, path, isBusyElsewhere }: UseCoachSession) {
  if (isBusyElsewhere) return 'chat.elsewhere';
  if (!isStreaming) return undefined;
  if (path === 3) return 'chat.waiting';
  if (streamingStage === 'reconnecting') return 'chat.reconnecting';
  return path === 2 ? 'chat.backup' : undefined;
}

/** One quiet line about the connection. The banner for a device that is offline says more, and replaces it. */
function ConnectionLine() {
  const { t } = useTranslation();
  const { name: coach } = usePersona();
  const line = lineOf(useCoachSession());
  if (useIsOffline() || line === undefined) return null;
  return <Banner icon="refresh">{t(line, { coach })}</Banner>;
}

/** The row between the head bar and the thread. In a low window only its first banner is shown. */
export function BannerRow({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles['row']}>
      <OfflineBanner />
      <ConnectionLine />
      {children}
    </div>
  );
}
