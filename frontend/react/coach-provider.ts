import { createContext, createElement, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { CoachClient } from '#client/create-coach-client';
import { createRest, type Rest } from '#client/rest';

interface CoachAccess {
  readonly client: CoachClient;
  readonly rest: Rest;
}

const CoachContext = createContext<CoachAccess | undefined>(undefined);

/** Gives the hooks below it the client of the person who is signed in. What others have left on the device is removed. */
export function CoachProvider({ client, children }: { readonly client: CoachClient; readonly children: ReactNode }) {
  const access = useMemo(() => ({ client, rest: createRest(client) }), [client]);
  useEffect(() => void client.forgetOthers(), [client]);
  return createElement(CoachContext, { value: access }, children);
}

/** The client and the REST calls. @throws outside of a `CoachProvider`. */
export function useCoachAccess(): CoachAccess {
  const access = useContext(CoachContext);
  if (!access) throw new Error('no CoachProvider above this component');
  return access;
}
