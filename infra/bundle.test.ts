import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
import { bundleFunctions, functionFolders, type StartUp } from './bundle.ts';
import { LARGER_STREAMS, STREAM_BYTES, STREAM_MODULES } from './bundle-limits.ts';

describe('the bundles', () => {
  let outdir: string;
  let startUps: readonly StartUp[];

  beforeAll(async () => {
    outdir = mkdtempSync(join(tmpdir(), 'coachstream-bundles-'));
    startUps = await bundleFunctions(functionFolders(), outdir);
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  const textOf = (folder: string, file: string) => readFileSync(join(outdir, folder, file), 'utf8');
  /** Without the files of packages that are copied beside a bundle. */
  const filesOf = (folder: string) => readdirSync(join(outdir, folder)).filter((file) => file.endsWith('.mjs'));

  it('keeps the start-up code of stream functions within their limits of bytes and modules', () => {
    const streams = functionFolders().flatMap((folder, place) => {
      const startUp = startUps[place];
      return folder.startsWith('stream-') && startUp ? [{ folder, ...startUp }] : [];
    });
    expect(streams.length).toBeGreaterThan(0);
    for (const { folder, files, bytes, modules } of streams) {
      const limit = LARGER_STREAMS[folder] ?? { bytes: STREAM_BYTES, modules: STREAM_MODULES };
      expect(bytes, folder).toBeLessThanOrEqual(limit.bytes);
      expect(modules.length, folder).toBeLessThanOrEqual(limit.modules);
      expect(files.join(' ')).not.toMatch(/invoke-async|bucket-objects|verify-images|search-/);
    }
  });

  it('no function but the job that makes pictures has the code and the fonts that draw', () => {
    const drawing = functionFolders().filter((folder) => {
      const packages = join(outdir, folder, 'node_modules');
      return existsSync(packages) && readdirSync(packages).length > 0;
    });
    expect(drawing).toEqual(['generate-asset']);
    expect(startUps[functionFolders().indexOf('generate-asset')]?.files.join(' ')).not.toContain('loaded-drawing');
  });

  it.each(COACH_ROWS)('the bundle of $function loads the code of no other coach', ({ kind, function: folder }) => {
    const modules = startUps[functionFolders().indexOf(folder)]?.modules ?? [];
    const folders = new Set(modules.flatMap((path) => /^libs\/domain\/([^/]+)\//.exec(path)?.[1] ?? []));
    const coaches = COACH_ROWS.map((row) => row.kind.replaceAll('_', '-')).filter((coach) => folders.has(coach));
    expect(coaches).toEqual([kind.replaceAll('_', '-')]);
  });

  it('bundles contain none of the SDK parts that were replaced', () => {
    const replaced = [
      'node:http2',
      '169.254.169.254',
      'AWS_CONFIG_FILE',
      'codegen-ts',
      'Asia Pacific (Tokyo)',
      'InvokeModelWithBidirectionalStream',
    ];
    for (const folder of functionFolders()) {
      for (const file of filesOf(folder)) {
        const found = replaced.filter((word) => textOf(folder, file).includes(word));
        expect(found, `${folder}/${file}`).toEqual([]);
      }
    }
  });

  it('bundles contain no code of the simulation, the local stack or the tests', () => {
    for (const folder of functionFolders()) {
      for (const file of filesOf(folder)) {
        const text = textOf(folder, file);
        for (const word of ['simulated', '/local/', 'createScriptedModel', 'createMemoryDynamo', 'dynoxide']) {
          expect(text.includes(word), `${word} in ${folder}/${file}`).toBe(false);
        }
      }
    }
  });

  it('a bundle fails to load only because its settings or the Lambda runtime are missing', async () => {
    for (const folder of functionFolders()) {
      await expect(import(join(outdir, folder, 'index.mjs')), folder).rejects.toThrow(
        /settings are missing or wrong|awslambda/,
      );
    }
  });
});
