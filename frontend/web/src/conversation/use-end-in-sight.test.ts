// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useEndInSight } from './use-end-in-sight.ts';

const observers = new Set<() => void>();

beforeEach(() => {
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
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A window of 300 pixels onto a content of so many; jsdom itself lays nothing out. */
function windowOnto(height: number) {
  const box = document.createElement('section');
  let [content, top] = [height, 0];
  const scroll = (to: number) => {
    const before = top;
    top = Math.min(Math.max(0, to), content - 300);
    if (top !== before) box.dispatchEvent(new Event('scroll'));
  };
  Object.defineProperties(box, {
    clientHeight: { value: 300 },
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
    end: () => result.current,
    top: () => top,
    grow: (by: number) =>
      act(() => {
        content += by;
        if (top > content - 300) scroll(top);
        for (const observe of observers) observe();
      }),
    scroll: (to: number) => act(() => scroll(to)),
  };
}

it('takes along whoever is at the end', () => {
  const page = windowOnto(1_000);
  page.grow(50);
  page.grow(50);

  expect([page.top(), page.end().isAtEnd]).toEqual([800, true]);
});

it('leaves whoever has scrolled up where they are, however little that was, and offers the way back', () => {
  const page = windowOnto(1_000);
  page.grow(0);
  page.scroll(690);
  expect(page.end().isAtEnd).toBe(true);

  page.grow(200);

  expect([page.top(), page.end().isAtEnd]).toEqual([690, false]);
});

it('takes along again whoever comes back to the end', () => {
  const page = windowOnto(1_000);
  page.grow(0);
  page.scroll(100);
  page.scroll(400);
  page.grow(10);
  expect(page.top()).toBe(400);

  page.scroll(650);
  page.grow(100);

  expect([page.top(), page.end().isAtEnd]).toEqual([810, true]);
});

it('stays with the end when what stood there goes away', () => {
  const page = windowOnto(1_000);
  page.grow(0);
  page.grow(-400);
  page.grow(100);

  expect([page.top(), page.end().isAtEnd]).toEqual([400, true]);
});

it('brings the person there who says something, wherever they were reading', () => {
  const page = windowOnto(1_000);
  page.grow(0);
  page.scroll(0);

  act(() => page.end().jumpToEnd());
  page.grow(40);

  expect([page.top(), page.end().isAtEnd]).toEqual([740, true]);
});
