import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const LIMIT_BYTES = 8_000;

/**
 * The client as a page loads it: transport, reducer, the contract's events and the SSE parser.
 * zod/mini is a chunk of its own, since the page's other code shares it.
 */
async function clientChunk(): Promise<{ readonly code: string; readonly inputs: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `
        export { createCoachClient } from './create-coach-client.ts';
        export { reduceSession } from './reduce-session.ts';
        export { Refusal, Interrupted } from './refusal.ts';`,
      resolveDir: import.meta.dirname,
      sourcefile: 'client.ts',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['zod/mini'],
    write: false,
    metafile: true,
  });
  return { code: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}

it(`is at most ${LIMIT_BYTES} bytes, gzipped`, async () => {
  const { code, inputs } = await clientChunk();

  expect(inputs.some((input) => input.includes('eventsource-parser'))).toBe(true);
  expect(inputs.filter((input) => /\/(zod|react)\//.test(input))).toEqual([]);
  expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(LIMIT_BYTES);
});
