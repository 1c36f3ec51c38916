/** Keys that scroll up, where the browser does not use them for text. The space bar does so with Shift. */
const KEYS_UP: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home']);

const scrollsUp = ({ key, shiftKey }: KeyboardEvent): boolean => KEYS_UP.has(key) || (key === ' ' && shiftKey);

/** A scrollbar is part of its box, beyond the content. */
const isOnScrollbar = ({ offsetX, target }: PointerEvent, box: HTMLElement): boolean =>
  target === box && (offsetX >= box.clientWidth || offsetX < 0);

const PASSIVE = { passive: true } as const;

/** Wheel, keys and fingers: the input event has the direction. */
function onDirectInput(box: HTMLElement, up: () => void, signal: AbortSignal): void {
  let fingerY = 0;
  box.addEventListener('wheel', ({ deltaY }) => deltaY < 0 && up(), { signal, ...PASSIVE });
  box.addEventListener('keydown', (event) => scrollsUp(event) && up(), { signal });
  box.addEventListener(
    'touchstart',
    ({ touches }) => {
      fingerY = touches[0]?.clientY ?? 0;
    },
    { signal, ...PASSIVE },
  );
  box.addEventListener(
    'touchmove',
    ({ touches }) => {
      const y = touches[0]?.clientY ?? fingerY;
      if (y > fingerY) up();
      fingerY = y;
    },
    { signal, ...PASSIVE },
  );
}

/** The scrollbar, and Tab, which scrolls to the focus: the scroll events in the meantime have the direction. */
function onHeldInput(box: HTMLElement, up: () => void, signal: AbortSignal): void {
  let heldAt: number | undefined;
  const hold = (isHeld: boolean) => {
    heldAt = isHeld ? box.scrollTop : undefined;
  };
  // Not every browser sends an event for the release of a scrollbar. A move without a button shows it, too.
  const onRelease = ({ buttons }: PointerEvent) => {
    if (buttons === 0) hold(false);
  };
  box.addEventListener('pointerdown', (event) => hold(isOnScrollbar(event, box)), { signal });
  window.addEventListener('pointerup', onRelease, { signal });
  window.addEventListener('pointermove', onRelease, { signal });
  window.addEventListener('keydown', ({ key }) => key === 'Tab' && hold(true), { signal });
  window.addEventListener('keyup', ({ key }) => key === 'Tab' && hold(false), { signal });
  box.addEventListener(
    'scroll',
    () => {
      if (heldAt === undefined) return;
      if (box.scrollTop < heldAt) up();
      heldAt = box.scrollTop;
    },
    { signal, ...PASSIVE },
  );
}

/**
 * Calls `listener` when the reader scrolls a box up: by wheel, finger, key or scrollbar. What the browser or the page
 * does to the box is no input.
 *
 * @returns a function that stops it.
 */
export function onReaderScrollsUp(box: HTMLElement, listener: () => void): () => void {
  const listeners = new AbortController();
  // The browser may scroll to the very top before it sends the input event.
  const canScroll = () => box.scrollHeight > box.clientHeight;
  onDirectInput(box, () => canScroll() && listener(), listeners.signal);
  onHeldInput(box, listener, listeners.signal);
  return () => listeners.abort();
}
