import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { expect, it } from 'vitest';

const CORE_BYTES = 10_000;
const SESSIONS_BYTES = 2_000;
const DESCRIPTOR_BYTES = 2_000;

/** Transport, reducer, drafts, the contract's events and the SSE parser. */
const CORE = `
  export { createCoachClient } from './create-coach-client.ts';
  export { createReducer } from './reduce-session.ts';
  export { Refusal, Interrupted } from './refusal.ts';`;

/** What the screens of all coaches load beside it: sessions, their messages, and turns of other windows. */
const SESSIONS = `
  export { createSessionSource } from './session-source.ts';
  export { readPages } from './session-reads.ts';
  export { loadedMessages } from './loaded-messages.ts';
  export { watchTurn } from './watch-turn.ts';`;

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

async function bundle(contents: string) {
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    stdin: { contents, resolveDir: import.meta.dirname, sourcefile: 'core.ts' },
    external: ['zod/mini'],
  });
  return { size: sizeOf(outputFiles[0]?.contents ?? new Uint8Array()), inputs: Object.keys(metafile.inputs) };
}

it(`loads at most ${CORE_BYTES} bytes for the core, gzipped and without zod, which the page shares`, async () => {
  const { size, inputs } = await bundle(CORE);

  expect(inputs.some((input) => input.includes('eventsource-parser'))).toBe(true);
  expect(inputs.filter((input) => /\/(zod|react|coaches)\//.test(input))).toEqual([]);
  expect(size).toBeLessThanOrEqual(CORE_BYTES);
});

it(`loads at most ${SESSIONS_BYTES} bytes beyond the core to read sessions and to follow other windows, gzipped`, async () => {
  const [core, all] = await Promise.all([bundle(CORE), bundle(CORE + SESSIONS)]);

  expect(all.size - core.size).toBeGreaterThan(500);
  expect(all.size - core.size).toBeLessThanOrEqual(SESSIONS_BYTES);
});

it.each(['coach-creator', 'game-coach', 'prompt-coach'])(
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
              contents: `${CORE}${SESSIONS}\nexport * from 'zod/mini'; export { COACHES } from '#contract/coaches';`,
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
