import { build } from 'esbuild';
import { expect, it } from 'vitest';

const LIMIT_BYTES = 8_000;

it(`adds at most ${LIMIT_BYTES} bytes to a function that streams`, async () => {
  const { metafile } = await build({
    stdin: {
      contents: `export { dialectOf } from '#http/dialect-of'; export { readTurn } from '#http/read-turn';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    external: ['zod/mini'],
    write: false,
    outdir: 'out',
    metafile: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const ours = inputs.filter(([path]) => /libs\/contract\/dialects\/|libs\/http\/(?:dialect-of|read-turn)/.test(path));

  expect(ours.length).toBeGreaterThan(6);
  expect(ours.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)).toBeLessThanOrEqual(LIMIT_BYTES);
});
