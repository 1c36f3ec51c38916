import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** At the start; each of the others' words is read when it is first asked for. */
const LIMIT_BYTES = 4_000;

it(`adds at most ${LIMIT_BYTES} bytes to what a function that streams reads when it starts`, async () => {
  const { metafile } = await build({
    stdin: {
      contents: `export { dialectOf } from '#http/dialect-of'; export { readTurn } from '#http/read-turn';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    platform: 'node',
    external: ['zod/mini'],
    write: false,
    outdir: 'out',
    metafile: true,
  });
  const start = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === '<stdin>');
  const statically = (start?.[1].imports ?? []).filter(({ kind }) => kind === 'import-statement');
  const read = [start?.[0] ?? '', ...statically.map(({ path }) => path)];
  const inputs = read.flatMap((path) => Object.entries(metafile.outputs[path]?.inputs ?? {}));
  const ours = inputs.filter(([path]) => /libs\/contract\/dialects\/|libs\/http\/(?:dialect-of|read-turn)/.test(path));

  expect(ours.length).toBeGreaterThan(3);
  expect(ours.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)).toBeLessThanOrEqual(LIMIT_BYTES);
});
