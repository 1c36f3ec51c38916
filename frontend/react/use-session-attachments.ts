import { useContext, useMemo } from 'react';
import { createAttachments } from '#client/attachments';
import type { CoachClient } from '#client/create-coach-client';
import { useCoachAccess } from './coach-provider.ts';
import { useSessionAccess } from './coach-session-provider.ts';
import { ImagePortsContext, type ShownAttachments, useShown, type WebAttachments } from './use-attachments.ts';

/** By person and session: uploads continue while other pages are shown, and are there when the person is back. */
const KEPT = new WeakMap<CoachClient, Map<string, WebAttachments>>();

function attachmentsOf(client: CoachClient): Map<string, WebAttachments> {
  const kept = KEPT.get(client) ?? new Map<string, WebAttachments>();
  KEPT.set(client, kept);
  return kept;
}

/** The images of the message that is written in this session. @param most - Of one message. */
export function useSessionAttachments(most: number): ShownAttachments {
  const { client } = useCoachAccess();
  const { coach, sessionId } = useSessionAccess(undefined);
  const ports = useContext(ImagePortsContext);
  const store = useMemo(() => {
    const kept = attachmentsOf(client);
    const name = `${coach.name}:${sessionId}`;
    const found = kept.get(name) ?? createAttachments({ client, ports, most });
    kept.set(name, found);
    return found;
  }, [client, coach, sessionId, ports, most]);
  return useShown(store);
}
