import { act, fireEvent, renderHook } from '@testing-library/react';
import { vi } from 'vitest';
import { useEndInSight } from '../web/src/conversation/use-end-in-sight.ts';

const observers = new Set<() => void>();

/** jsdom has no layout, so nothing in it changes its size by itself. */
export function stubResizeObserver(): void {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly callback: () => void;
      constructor(callback: () => void) {
        this.callback = callback;
      }
      observe() {
        observers.add(this.callback);
      }
      disconnect() {
        observers.delete(this.callback);
      }
    },
  );
}

/** Pixels of the content that the window shows. */
export const VIEW = 300;

/**
 * A window of 300 pixels onto a content of so many, since jsdom lays nothing out. As in a browser, scroll events come
 * later than the scrolling, and the content may have changed again before.
 */
export function windowOnto(height: number) {
  const box = document.createElement('section');
  let [content, top, isScrolled] = [height, 0, false];
  const scroll = (to: number) => {
    const before = top;
    top = Math.min(Math.max(0, to), content - VIEW);
    isScrolled ||= top !== before;
  };
  const resize = (by: number) => {
    content += by;
    scroll(top);
  };
  const tell = () => {
    if (isScrolled) box.dispatchEvent(new Event('scroll'));
    isScrolled = false;
  };
  const frame = () => {
    tell();
    for (const observe of observers) observe();
  };
  Object.defineProperties(box, {
    clientHeight: { value: VIEW },
    clientWidth: { value: 280 },
    scrollHeight: { get: () => content },
    scrollTop: { get: () => top, set: scroll },
  });
  const { result } = renderHook(() => {
    const end = useEndInSight();
    end.scrollRef.current ??= box;
    end.contentRef.current ??= document.createElement('div');
    return end;
  });
  return {
    box,
    end: () => result.current,
    top: () => top,
    /** The scroll event of what was scrolled last. */
    tell: () => act(tell),
    /** The content changes once or more within one frame. */
    change: (...by: readonly number[]) =>
      act(() => {
        for (const pixels of by) resize(pixels);
        frame();
      }),
    /** The reader scrolls there with the wheel. */
    wheelTo: (to: number) =>
      act(() => {
        fireEvent.wheel(box, { deltaY: to - top });
        scroll(to);
        frame();
      }),
    /** The same by a browser that scrolls first, and says so later. */
    scrollThenWheel: (to: number) =>
      act(() => {
        const deltaY = to - top;
        scroll(to);
        fireEvent.wheel(box, { deltaY });
        frame();
      }),
    /** Something else than the reader scrolls there. */
    moveTo: (to: number) =>
      act(() => {
        scroll(to);
        frame();
      }),
  };
}
