import type { Drawing } from '#ports/drawing';
import { pictureSize } from './picture-size.ts';

/**
 * Draws with WebAssembly: HarfBuzz sets the texts in outlines, Takumi decodes, resizes, renders SVG and encodes PNG.
 * Both, the fonts and the emoji are loaded when they are needed for the first time.
 */
export function createTakumiDrawing(): Drawing {
  let loading: Promise<Omit<Drawing, 'sizeOf'>> | undefined;
  const load = () => {
    loading ??= import('./loaded-drawing.ts')
      .then(({ loadDrawing }) => loadDrawing())
      .catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };
  return {
    measure: async (texts, typeface) => (await load()).measure(texts, typeface),
    undrawable: async (texts) => (await load()).undrawable(texts),
    vectors: async (overlay) => (await load()).vectors(overlay),
    finish: async (request) => (await load()).finish(request),
    pack: async (request) => (await load()).pack(request),
    zip: async (files) => (await load()).zip(files),
    hasLetters: async (picture) => (await load()).hasLetters(picture),
    hasTransparency: async (picture) => (await load()).hasTransparency(picture),
    sizeOf: pictureSize,
  };
}
