/** Limits of the code that a stream function loads before it can answer: minified bytes, and modules. */
export const STREAM_BYTES = 410_000;
export const STREAM_MODULES = 520;

/** Coaches whose own rules need more, by function. */
export const LARGER_STREAMS: Readonly<Record<string, { readonly bytes: number; readonly modules: number }>> = {
  'stream-prompt-coach': { bytes: 440_000, modules: 550 },
};
