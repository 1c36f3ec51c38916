import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** So near to the end, in pixels, whoever scrolls down wants to be there. */
const NEAR = 70;

const wantsStillness = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface EndInSight {
  readonly scrollRef: RefObject<HTMLElement | null>;
  readonly contentRef: RefObject<HTMLDivElement | null>;
  /** The reader is at the end, and stays there while it moves on. */
  readonly isAtEnd: boolean;
  readonly jumpToEnd: () => void;
  /** In sight of the reader, unless they want stillness. */
  readonly goToEnd: () => void;
}

/**
 * Keeps the end of a growing content in sight for whoever is there, and leaves a reader elsewhere in peace.
 * It works when something has changed, and not in between: an answer that streams leaves the page's time to the page.
 */
export function useEndInSight(): EndInSight {
  const scrollRef = useRef<HTMLElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const [isAtEnd, setIsAtEnd] = useState(true);

  const follow = useCallback((yes: boolean) => {
    isFollowing.current = yes;
    setIsAtEnd(yes);
  }, []);
  const jumpToEnd = useCallback(() => {
    follow(true);
    const box = scrollRef.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [follow]);
  const goToEnd = useCallback(() => {
    if (wantsStillness()) return jumpToEnd();
    follow(true);
    scrollRef.current?.scrollTo({ top: scrollRef.current.scrollHeight, behavior: 'smooth' });
  }, [follow, jumpToEnd]);

  useEffect(() => {
    const [box, content] = [scrollRef.current, contentRef.current];
    if (!box || !content) return;
    let last = box.scrollTop;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = box;
      const left = scrollHeight - clientHeight - scrollTop;
      // At the very end one is also brought when what stands there goes away.
      if (left <= 1 || (left <= NEAR && scrollTop > last)) follow(true);
      else if (scrollTop < last) follow(false);
      last = scrollTop;
    };
    // What stands below may grow too, or a keyboard open.
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    observer.observe(content);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [follow]);

  return { scrollRef, contentRef, isAtEnd, jumpToEnd, goToEnd };
}
