// @vitest-environment jsdom
import { act, cleanup, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubResizeObserver, VIEW, windowOnto } from '../../../testing/scrolling-window.ts';

beforeEach(stubResizeObserver);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a reader at the end', () => {
  it('keeps the end of a growing content in sight', () => {
    const page = windowOnto(1_000);
    page.change(50);
    page.change(50);

    expect([page.top(), page.end().isAtEnd]).toEqual([800, true]);
  });

  it('keeps the end of a shrinking content in sight', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.change(-400);
    page.change(100);

    expect([page.top(), page.end().isAtEnd]).toEqual([400, true]);
  });

  it('keeps the end in sight when the content shrinks and grows before the scroll event', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.change(-60, 45);

    expect([page.top(), page.end().isAtEnd]).toEqual([685, true]);
  });

  it.each([-200, -30, 30])('keeps following when something other than the reader scrolls by %i pixels', (by) => {
    const page = windowOnto(1_000);
    page.change(0);
    page.moveTo(700 + by);
    page.change(40);

    expect([page.top(), page.end().isAtEnd]).toEqual([740, true]);
  });
});

describe('a reader who scrolls up', () => {
  it('stops following when the reader scrolls up by a few pixels', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.wheelTo(690);
    expect(page.end().isAtEnd).toBe(true);

    page.change(200);

    expect([page.top(), page.end().isAtEnd]).toEqual([690, false]);
  });

  it.each([
    ['a key', (box: HTMLElement) => fireEvent.keyDown(box, { key: 'PageUp' })],
    ['Shift and the space bar', (box: HTMLElement) => fireEvent.keyDown(box, { key: ' ', shiftKey: true })],
    [
      'a finger',
      (box: HTMLElement) => {
        fireEvent.touchStart(box, { touches: [{ clientY: 100 }] });
        fireEvent.touchMove(box, { touches: [{ clientY: 130 }] });
      },
    ],
  ])('stops following when the reader scrolls up by %s', (_, input) => {
    const page = windowOnto(1_000);
    page.change(0);
    act(() => void input(page.box));
    page.moveTo(500);
    page.change(100);

    expect([page.top(), page.end().isAtEnd]).toEqual([500, false]);
  });

  it('stops following when the reader drags the scrollbar up, until it is released', () => {
    const page = windowOnto(1_000);
    const pointer = (type: string, offsetX: number, buttons: number) =>
      Object.assign(new Event(type, { bubbles: true }), { offsetX, buttons });
    page.change(0);
    page.box.dispatchEvent(pointer('pointerdown', 100, 1));
    page.moveTo(650);
    page.change(50);
    expect(page.top()).toBe(750);

    page.box.dispatchEvent(pointer('pointerdown', 285, 1));
    page.moveTo(500);
    window.dispatchEvent(pointer('pointerup', 285, 0));
    page.change(50);
    expect([page.top(), page.end().isAtEnd]).toEqual([500, false]);

    page.wheelTo(800);
    page.moveTo(500);
    page.change(50);
    expect(page.top()).toBe(850);
  });

  it('stops following when Tab moves the focus to something above', () => {
    const page = windowOnto(1_000);
    page.change(0);
    fireEvent.keyDown(window, { key: 'Tab', shiftKey: true });
    page.moveTo(400);
    fireEvent.keyUp(window, { key: 'Tab', shiftKey: true });
    page.change(50);

    expect([page.top(), page.end().isAtEnd]).toEqual([400, false]);
  });

  it('stops following when the browser scrolls to the top before it sends the wheel event', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.scrollThenWheel(0);
    page.change(100);

    expect([page.top(), page.end().isAtEnd]).toEqual([0, false]);
  });

  it('stays stopped when the event of the page’s own scrolling comes late', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.change(60);
    act(() => void fireEvent.wheel(page.box, { deltaY: -400 }));
    page.tell();
    page.moveTo(360);
    page.change(100);

    expect([page.top(), page.end().isAtEnd]).toEqual([360, false]);
  });

  it('stays stopped when a smooth scroll begins with half a pixel', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.wheelTo(699.5);
    page.moveTo(500);
    page.change(100);

    expect([page.top(), page.end().isAtEnd]).toEqual([500, false]);
  });

  it('follows again when all of the content fits', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.wheelTo(100);
    page.change(-800);
    page.change(900);

    expect([page.top(), page.end().isAtEnd]).toEqual([800, true]);
  });

  it('follows again when the reader comes back to the end', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.wheelTo(100);
    page.wheelTo(400);
    page.change(10);
    expect(page.top()).toBe(400);

    page.wheelTo(650);
    page.change(100);

    expect([page.top(), page.end().isAtEnd]).toEqual([810, true]);
  });

  it('jumps to the end when the reader sends a message', () => {
    const page = windowOnto(1_000);
    page.change(0);
    page.wheelTo(0);

    act(() => page.end().jumpToEnd());
    page.change(40);

    expect([page.top(), page.end().isAtEnd]).toEqual([740, true]);
  });

  it('keeps following when the reader scrolls in a content that fits', () => {
    const page = windowOnto(VIEW);
    act(() => void fireEvent.wheel(page.box, { deltaY: -40 }));
    page.change(200);

    expect([page.top(), page.end().isAtEnd]).toEqual([200, true]);
  });
});
