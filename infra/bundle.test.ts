import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, functionFolders } from './bundle.ts';

/** What a stream function reads before its first token may weigh this much, minified, in bytes. */
const STREAM_LIMIT = 450_000;

describe('the bundles', () => {
  let outdir: string;

  beforeAll(async () => {
    outdir = mkdtempSync(join(tmpdir(), 'coachstream-bundles-'));
    await bundleFunctions(functionFolders(), outdir);
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  const textOf = (folder: string, file: string) => readFileSync(join(outdir, folder, file), 'utf8');
  /** The module and all that it imports when it is loaded. */
  const loadedAtStart = (folder: string, file = 'index.mjs', seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const [, next = ''] of textOf(folder, file).matchAll(/(?:from|import)\s*"\.\/([\w-]+\.mjs)"/g)) {
      loadedAtStart(folder, next, seen);
    }
    return seen;
  };

  it('of stream functions are small where it counts', () => {
    const streams = functionFolders().filter((folder) => folder.startsWith('stream-'));
    expect(streams.length).toBeGreaterThan(0);
    for (const folder of streams) {
      const files = [...loadedAtStart(folder)];
      const bytes = files.reduce((sum, file) => sum + statSync(join(outdir, folder, file)).size, 0);
      expect(bytes, folder).toBeLessThanOrEqual(STREAM_LIMIT);
      expect(files.join(' ')).not.toContain('invoke-async');
    }
  });

  it('hold nothing of the simulation, of the local stack, or of the tests', () => {
    for (const folder of functionFolders()) {
      for (const file of readdirSync(join(outdir, folder))) {
        const text = textOf(folder, file);
        for (const word of ['simulated', '/local/', 'createScriptedModel', 'createMemoryDynamo', 'dynoxide']) {
          expect(text.includes(word), `${word} in ${folder}/${file}`).toBe(false);
        }
      }
    }
  });

  it('can be loaded with the settings that their stack gives them, and with no others', async () => {
    for (const folder of functionFolders()) {
      await expect(import(join(outdir, folder, 'index.mjs')), folder).rejects.toThrow(
        /settings are missing or wrong|awslambda/,
      );
    }
  });
});
