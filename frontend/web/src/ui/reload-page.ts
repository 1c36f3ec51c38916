const RELOADED = 'coachstream.reloaded';

/** Milliseconds between two reloads that nobody asked for, so that a missing file does not reload the page for ever. */
const REST_MS = 60_000;

/** Whether the page may reload itself now. Without storage it must not, because it would not know of the last time. */
function mayReload(): boolean {
  try {
    const isRested = Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) > REST_MS;
    if (isRested) sessionStorage.setItem(RELOADED, String(Date.now()));
    return isRested;
  } catch {
    return false;
  }
}

/** A reload without a network would replace the app by the browser's error page. */
const isReachable = (): Promise<boolean> =>
  fetch('/', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Reloads the page when the server answers. */
export async function reloadPage(): Promise<void> {
  if (await isReachable()) window.location.reload();
}

/** Reloads the page when the server answers, unless it has just done so. */
export async function reloadPageOnce(): Promise<void> {
  if (navigator.onLine && (await isReachable()) && mayReload()) window.location.reload();
}
