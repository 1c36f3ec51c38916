import type { Paint } from './paint.ts';
import type { Scene } from './read-scene.ts';

/** The silhouette of shapes in one colour, wider by `width`. */
const silhouette = (content: string, color: string, width: number): string =>
  content.replace(/<(path|circle|ellipse|rect) ([^>]*?)\/?>/g, (_, name: string, attributes: string) => {
    const isLine = /fill="none"/.test(attributes);
    const own = Number(/stroke-width="([\d.]+)"/.exec(attributes)?.[1] ?? 0);
    const rest = attributes.replace(
      /(?:fill|stroke|stroke-width|stroke-linejoin|stroke-linecap|opacity|fill-opacity|stroke-opacity)="[^"]*"/g,
      '',
    );
    return `<${name} ${rest} fill="${isLine ? 'none' : color}" stroke="${color}" stroke-width="${isLine ? own + width : width}" stroke-linejoin="round" stroke-linecap="round"/>`;
  });

/** Outlines of a motif. A sticker has a white rim, neon a glow. */
export function outlined(content: string, paint: Paint, scene: Scene): string {
  const width = scene.technique === 'flat' ? 0 : scene.light === 'neon' ? 9 : 11;
  const body = `<g stroke="${paint.line}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round">${content}</g>`;
  if (scene.technique === 'sticker' || scene.isTransparent) return silhouette(content, '#ffffff', 32) + body;
  if (scene.light !== 'neon') return body;
  const glow = (wide: number, opacity: number) =>
    `<g opacity="${opacity}">${silhouette(content, paint.accent, wide)}</g>`;
  return glow(52, 0.18) + glow(30, 0.35) + body;
}
