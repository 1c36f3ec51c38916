import { createContext, useContext, useEffect, useState } from 'react';
import type { WebConnectivity } from '#react/web-ports';

export const ConnectivityContext = createContext<WebConnectivity | undefined>(undefined);

export const useConnectivity = (): WebConnectivity | undefined => useContext(ConnectivityContext);

/** Milliseconds. A banner for a shorter loss would only flicker. */
const BANNER_AFTER_MS = 2_000;

/** Whether the device has been offline long enough to show it. */
export function useIsOffline(): boolean {
  const [isOffline, setIsOffline] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (navigator.onLine) setIsOffline(false);
      else timer = setTimeout(() => setIsOffline(true), BANNER_AFTER_MS);
    };
    look();
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return isOffline;
}
