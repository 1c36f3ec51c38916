import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

let ready: Promise<void> | undefined;

/** The renderer can be initialised only once in a process. */
async function initialized(): Promise<void> {
  ready ??= readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))).then((bytes) =>
    initWasm(bytes),
  );
  await ready;
}

function rendered<Result>(
  svg: string,
  read: (image: { asPng(): Uint8Array; readonly pixels: Uint8Array }) => Result,
  width?: number,
): Result {
  const resvg = new Resvg(svg, {
    font: { loadSystemFonts: false },
    ...(width !== undefined && { fitTo: { mode: 'width', value: width } }),
  } as ConstructorParameters<typeof Resvg>[1]);
  const image = resvg.render();
  try {
    return read(image);
  } finally {
    image.free();
    resvg.free();
  }
}

/** @param width - Of the PNG, in pixels. The SVG's own when it is absent. */
export async function renderPng(svg: string, width?: number): Promise<Buffer> {
  await initialized();
  return rendered(svg, (image) => Buffer.from(image.asPng()), width);
}

/** The pixels of a PNG, scaled to `side` × `side`, as RGBA. Transparent where it cannot be read. */
export async function pixelsOf(png: Uint8Array, side: number): Promise<Uint8Array> {
  await initialized();
  const data = Buffer.from(png).toString('base64');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><image href="data:image/png;base64,${data}" width="${side}" height="${side}" preserveAspectRatio="none"/></svg>`;
  return rendered(svg, ({ pixels }) => Uint8Array.from(pixels));
}
