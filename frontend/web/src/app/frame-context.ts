import { createContext, useContext, useLayoutEffect } from 'react';

/** How a page changes the frame: a session has bars of its own, and a wide pane takes the room of the sidebar. */
export type FrameLook = 'session' | 'wide-session';

export const FrameContext = createContext<(look: FrameLook | undefined) => void>(() => undefined);

/** Changes the frame while the page is shown. It takes effect before the page is painted. */
export function useFrameLook(look: FrameLook): void {
  const setLook = useContext(FrameContext);
  useLayoutEffect(() => {
    setLook(look);
    return () => setLook(undefined);
  }, [setLook, look]);
}
