/** Limits of the code that a stream function loads before it can answer: minified bytes, and modules. */
export const STREAM_BYTES = 410_000;
export const STREAM_MODULES = 520;
