import initialize, { Renderer } from '@takumi-rs/wasm';
import { type Fit, UnreadablePicture } from '#ports/drawing';
import { readPackageFile } from './package-file.ts';

/** Four bytes for each pixel: red, green, blue, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A picture in a size, with an SVG over it. */
export interface Scene {
  readonly picture: Uint8Array | Pixels;
  readonly width: number;
  readonly height: number;
  readonly fit: Fit;
  readonly svg?: string;
}

/** Decodes, resizes, lays over and encodes. All of it happens in one WebAssembly module. */
export interface PictureRenderer {
  /** @throws {UnreadablePicture} */
  toPng(scene: Scene): Promise<Uint8Array>;
  /** @throws {UnreadablePicture} */
  toPixels(scene: Scene): Promise<Pixels>;
}

export async function loadRenderer(): Promise<PictureRenderer> {
  await initialize({ module_or_path: await readPackageFile('@takumi-rs/wasm', 'pkg/takumi_wasm_bg.wasm') });
  const renderer = new Renderer();
  const render = async (scene: Scene, format: 'png' | 'raw') => {
    const { width, height } = scene;
    try {
      return await renderer.render(nodeOf(scene), { width, height, format, images: imagesOf(scene) });
    } catch (error) {
      // Sizes and vectors are ours, so only the picture's bytes can be wrong.
      throw new UnreadablePicture('the picture cannot be decoded', { cause: error });
    }
  };
  return {
    toPng: (scene) => render(scene, 'png'),
    toPixels: async (scene) => ({ width: scene.width, height: scene.height, data: await render(scene, 'raw') }),
  };
}

type Node = Parameters<Renderer['render']>[0];

function nodeOf({ picture, width, height, fit, svg }: Scene): Node {
  const whole = { position: 'absolute', left: 0, top: 0, width, height } as const;
  const src = picture instanceof Uint8Array ? 'picture' : { ...picture, data: Buffer.from(picture.data) };
  return {
    type: 'container',
    style: { position: 'relative', width, height },
    children: [
      { type: 'image', src, style: { ...whole, objectFit: fit } },
      ...(svg === undefined ? [] : [{ type: 'image' as const, src: 'overlay', style: whole }]),
    ],
  };
}

/** Each picture is drawn once, so a cache would only keep memory. */
const UNCACHED = { cache: 'none' } as const;

const imagesOf = ({ picture, svg }: Scene) => [
  ...(picture instanceof Uint8Array ? [{ src: 'picture', data: picture, ...UNCACHED }] : []),
  ...(svg === undefined ? [] : [{ src: 'overlay', data: Buffer.from(svg), ...UNCACHED }]),
];
