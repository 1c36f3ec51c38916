import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { expect, it } from 'vitest';

const CORE_BYTES = 10_000;
const DESCRIPTOR_BYTES = 2_000;

/** What every conversation loads: transport, reducer, sessions and their messages, the contract's events and the SSE parser. */
const CORE = `
  export { createCoachClient } from './create-coach-client.ts';
  export { createReducer } from './reduce-session.ts';
  export { createSessionSource } from './session-source.ts';
  export { readPages } from './session-reads.ts';
  export { loadedMessages } from './loaded-messages.ts';
  export { watchTurn } from './watch-turn.ts';
  export { Refusal, Interrupted } from './refusal.ts';`;

const OPTIONS = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  write: false,
  metafile: true,
  outdir: 'out',
} as const satisfies BuildOptions;

const sizeOf = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).byteLength;

it(`loads at most ${CORE_BYTES} bytes for the core, gzipped and without zod, which the page shares`, async () => {
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    stdin: { contents: CORE, resolveDir: import.meta.dirname, sourcefile: 'core.ts' },
    external: ['zod/mini'],
  });
  const inputs = Object.keys(metafile.inputs);

  expect(inputs.some((input) => input.includes('eventsource-parser'))).toBe(true);
  expect(inputs.filter((input) => /\/(zod|react|coaches)\//.test(input))).toEqual([]);
  expect(sizeOf(outputFiles[0]?.contents ?? new Uint8Array())).toBeLessThanOrEqual(CORE_BYTES);
});

it.each(['coach-creator', 'game-coach'])(
  `loads at most ${DESCRIPTOR_BYTES} bytes beyond the core for the descriptor of %s, gzipped`,
  async (coach) => {
    const { outputFiles } = await build({
      ...OPTIONS,
      splitting: true,
      // The core as a page loads it, with everything of zod that others use, too.
      entryPoints: [
        { in: `${import.meta.dirname}/coaches/${coach}.ts`, out: 'coach' },
        { in: 'core', out: 'core' },
      ],
      plugins: [
        {
          name: 'core',
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^core$/ }, () => ({ path: 'core', namespace: 'core' }));
            onLoad({ filter: /.*/, namespace: 'core' }, () => ({
              contents: `${CORE}\nexport * from 'zod/mini'; export { COACHES } from '#contract/coaches';`,
              resolveDir: import.meta.dirname,
              loader: 'ts',
            }));
          },
        },
      ],
    });
    const chunk = outputFiles.find(({ path }) => /\bcoach\.js$/.test(path));

    expect(chunk?.contents.byteLength).toBeGreaterThan(500);
    expect(sizeOf(chunk?.contents ?? new Uint8Array())).toBeLessThanOrEqual(DESCRIPTOR_BYTES);
  },
);
