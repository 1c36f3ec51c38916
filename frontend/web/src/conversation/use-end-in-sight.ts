import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** So near to the end, in pixels, one sees it; whoever scrolls down to there wants to stay. */
const NEAR = 70;

const wantsStillness = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface EndInSight {
  readonly scrollRef: RefObject<HTMLElement | null>;
  readonly contentRef: RefObject<HTMLDivElement | null>;
  /** The reader sees the end, or is taken along as it moves on. */
  readonly isAtEnd: boolean;
  readonly jumpToEnd: () => void;
  /** In sight of the reader, unless they want stillness. */
  readonly goToEnd: () => void;
}

const distanceOf = ({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number =>
  scrollHeight - clientHeight - scrollTop;

/**
 * Keeps the end of a growing content in sight for whoever is there, and leaves a reader elsewhere in peace.
 * It works when something has changed, and not in between: an answer that streams leaves the page's time to the page.
 */
export function useEndInSight(): EndInSight {
  const scrollRef = useRef<HTMLElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const [isAtEnd, setIsAtEnd] = useState(true);

  const jumpToEnd = useCallback(() => {
    isFollowing.current = true;
    const box = scrollRef.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);
  const goToEnd = useCallback(() => {
    if (wantsStillness()) return jumpToEnd();
    isFollowing.current = true;
    scrollRef.current?.scrollTo({ top: scrollRef.current.scrollHeight, behavior: 'smooth' });
  }, [jumpToEnd]);

  useEffect(() => {
    const [box, content] = [scrollRef.current, contentRef.current];
    if (!box || !content) return;
    let last = box.scrollTop;
    const onScroll = () => {
      const distance = distanceOf(box);
      // At the very end one is also brought when what stands there goes away.
      if (distance <= 1 || (distance <= NEAR && box.scrollTop > last)) isFollowing.current = true;
      else if (box.scrollTop < last) isFollowing.current = false;
      last = box.scrollTop;
      setIsAtEnd(isFollowing.current || distance <= NEAR);
    };
    // What stands below may grow too, or a keyboard open.
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) box.scrollTop = box.scrollHeight;
      else setIsAtEnd(distanceOf(box) <= NEAR);
    });
    observer.observe(box);
    observer.observe(content);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { scrollRef, contentRef, isAtEnd, jumpToEnd, goToEnd };
}
