import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { onReaderScrollsUp } from './on-reader-scrolls-up.ts';

/** Pixels. A reader who scrolls down to this distance from the end wants to follow it. */
const NEAR = 70;

const wantsStillness = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface EndInSight {
  readonly scrollRef: RefObject<HTMLElement | null>;
  readonly contentRef: RefObject<HTMLDivElement | null>;
  /** The reader sees the end, or the page follows it. */
  readonly isAtEnd: boolean;
  readonly jumpToEnd: () => void;
  /** Scrolls there smoothly, unless the person asked for less motion. */
  readonly goToEnd: () => void;
}

const distanceOf = ({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number =>
  scrollHeight - clientHeight - scrollTop;

/**
 * Keeps the end of a growing content in sight for a reader who is there, and does not move for a reader elsewhere.
 *
 * Only input of the reader ends the following. A scroll event does not tell who scrolled: when the content shrinks, the
 * browser moves the page up by itself, and the content may have grown again before the event comes.
 * It works when something has changed and not in every frame, which would double the work of a long answer.
 */
export function useEndInSight(): EndInSight {
  const scrollRef = useRef<HTMLElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  /** The last known scroll position. It is set with our own scrolling, whose event then shows no movement. */
  const lastTop = useRef(0);
  const [isAtEnd, setIsAtEnd] = useState(true);

  const jumpToEnd = useCallback(() => {
    isFollowing.current = true;
    const box = scrollRef.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    lastTop.current = box.scrollTop;
  }, []);
  const goToEnd = useCallback(() => {
    if (wantsStillness()) return jumpToEnd();
    isFollowing.current = true;
    scrollRef.current?.scrollTo({ top: scrollRef.current.scrollHeight, behavior: 'smooth' });
  }, [jumpToEnd]);

  useEffect(() => {
    const [box, content] = [scrollRef.current, contentRef.current];
    if (!box || !content) return;
    lastTop.current = box.scrollTop;
    const show = () => setIsAtEnd(isFollowing.current || distanceOf(box) <= NEAR);
    const onScroll = () => {
      if (box.scrollTop > lastTop.current && distanceOf(box) <= NEAR) isFollowing.current = true;
      lastTop.current = box.scrollTop;
      show();
    };
    const stopWatching = onReaderScrollsUp(box, () => {
      isFollowing.current = false;
      show();
    });
    // The box changes its size, too: with the composer below it, the window, or a keyboard.
    const observer = new ResizeObserver(() => {
      // Content that fits has no other place to be.
      if (box.scrollHeight <= box.clientHeight) isFollowing.current = true;
      if (isFollowing.current) jumpToEnd();
      show();
    });
    observer.observe(box);
    observer.observe(content);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      stopWatching();
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [jumpToEnd]);

  return { scrollRef, contentRef, isAtEnd, jumpToEnd, goToEnd };
}
