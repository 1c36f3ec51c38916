import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedBuild } from './cached-build.ts';
import { contentHash } from './content-hash.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coachstream-build-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('builds a tree once, reuses the complete build, and deletes the oldest builds', async () => {
  for (const [age, name] of ['product-a', 'product-b', 'product-c', 'product-d', 'web-a'].entries()) {
    await mkdir(join(folder, name));
    const longAgo = new Date(Date.now() - (age + 1) * 86_400_000);
    await utimes(join(folder, name), longAgo, longAgo);
  }
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const outdir = await cachedBuild('product', { say, folder });
  expect(existsSync(join(outdir, 'bundles/functions/coach-api/index.mjs'))).toBe(true);
  expect(existsSync(join(outdir, 'coachstream-local-app.template.json'))).toBe(true);
  expect(await cachedBuild('product', { say, folder })).toBe(outdir);
  expect(lines).toEqual(['building the functions …']);
  expect((await readdir(folder)).sort()).toEqual(['product-a', 'product-b', outdir.split('/').at(-1), 'web-a'].sort());
});

it('function bundles contain no code of the local stack', async () => {
  const outdir = await cachedBuild('product', { say: () => undefined, folder });
  const bundles = join(outdir, 'bundles/functions');
  const files = (await readdir(bundles, { recursive: true })).filter((file) => file.endsWith('.mjs'));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const code = await readFile(join(bundles, file), 'utf8');
    for (const trace of ['/local/', 'service-credentials', 'advanceMs', 'resetAndDestroy', 'shiftDate']) {
      expect(code.includes(trace), `${trace} in ${file}`).toBe(false);
    }
  }
});

describe('the content hash', () => {
  const write = async (path: string, text: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const hash = () => contentHash(folder, ['src', 'lock.json', 'missing'], ['src/local']);

  it('the content hash changes only with names and contents of source files', async () => {
    await write('src/a.ts', '1');
    await write('lock.json', '{}');
    const first = hash();
    await write('src/a.test.ts', 'x');
    await write('src/local/b.ts', 'x');
    await write('other/c.ts', 'x');
    await utimes(join(folder, 'src/a.ts'), 0, 0);
    expect(hash()).toBe(first);
    await write('src/a.ts', '2');
    const second = hash();
    expect(second).not.toBe(first);
    await write('src/deep/d.ts', '');
    expect(hash()).not.toBe(second);
  });
});
