/** The id of the field that messages are written in. A page has one at most. */
export const COMPOSER = 'composer';

export const focusComposer = (): void => document.getElementById(COMPOSER)?.focus({ preventScroll: true });
