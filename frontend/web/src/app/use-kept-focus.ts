import { type RefObject, useEffect } from 'react';

/**
 * Marks a place that the focus returns to when what had it, somewhere inside, has gone. With a value, the focus goes to
 * the element of that id instead, if it is there.
 */
const HOME = 'data-focus-home';

const isLost = (element: HTMLElement): boolean => !element.isConnected || element.matches(':disabled');

/** Around an element, from the inside out: what can still be asked when the element itself has gone. */
function placesAround(element: Element): readonly HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let at = element.closest<HTMLElement>(`[${HOME}]`); at; at = at.parentElement?.closest(`[${HOME}]`) ?? null) {
    places.push(at);
  }
  return places;
}

const targetOf = (place: HTMLElement): HTMLElement => document.getElementById(place.getAttribute(HOME) ?? '') ?? place;

/**
 * Keeps the focus in the page. A button that goes away or is disabled by its own press would leave it on nothing, and
 * the keyboard with it: it moves to the nearest place around that is marked for it, or to `fallback`.
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
    // A person who turns away from something that is still there has no focus to be given back.
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
