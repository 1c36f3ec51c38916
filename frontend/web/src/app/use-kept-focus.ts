import { type RefObject, useEffect } from 'react';

/**
 * Marks an element that takes the focus when a focused descendant is removed or disabled. With a value, the element of
 * that id takes it, if it exists.
 */
const HOME = 'data-focus-home';

const isLost = (element: HTMLElement): boolean => !element.isConnected || element.matches(':disabled');

/** The marked ancestors of an element, innermost first. Kept, because a removed element has none. */
function placesAround(element: Element): readonly HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let at = element.closest<HTMLElement>(`[${HOME}]`); at; at = at.parentElement?.closest(`[${HOME}]`) ?? null) {
    places.push(at);
  }
  return places;
}

const targetOf = (place: HTMLElement): HTMLElement => document.getElementById(place.getAttribute(HOME) ?? '') ?? place;

/**
 * Keeps the focus in the page. A button that is removed or disabled by its own press would leave it on the body. It moves
 * to the nearest marked ancestor, or to `fallback`.
 */
export function useKeptFocus(fallback: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: HTMLElement | undefined;
    let places: readonly HTMLElement[] = [];
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      last = target;
      places = placesAround(target);
    };
    // A person who leaves an element that still exists wants no focus back.
    const onBlur = () =>
      queueMicrotask(() => {
        if (last && !isLost(last)) last = undefined;
      });
    const onChange = () => {
      const { activeElement } = document;
      if (!last || !isLost(last) || (activeElement !== document.body && activeElement !== last)) return;
      const place = places.find(({ isConnected }) => isConnected) ?? fallback.current;
      last = undefined;
      if (place) targetOf(place).focus({ preventScroll: true });
    };
    const observer = new MutationObserver(onChange);
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
    };
  }, [fallback]);
}
