import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleModule, type StartUp } from './bundle.ts';

/** Bytes on the disk of a Lambda. All layers and code may have 250 MB there. */
const MOST_BYTES = 40_000_000;

describe('the files of packages', () => {
  let outdir: string;
  let startUp: StartUp;

  beforeAll(async () => {
    outdir = mkdtempSync(join(tmpdir(), 'coachstream-package-files-'));
    startUp = await bundleModule('libs/adapters/takumi/drawing.ts', join(outdir, 'drawing'));
    await bundleModule('libs/domain/clip.ts', join(outdir, 'clip'));
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it('a bundle draws a text outside the repository, with the files that were copied beside it', () => {
    const script = `
      const { createTakumiDrawing } = await import(${JSON.stringify(join(outdir, 'drawing/index.mjs'))});
      const measure = await createTakumiDrawing().measure(['Grün 漢字 🎮'], 'impact');
      console.log(measure('Grün 漢字 🎮', false).width > 3);`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: outdir });
    expect(output.toString().trim()).toBe('true');
  });

  it('a bundle without such an adapter has no files of packages', () => {
    expect(existsSync(join(outdir, 'clip/node_modules'))).toBe(false);
  });

  it(`the files of the drawing have at most ${MOST_BYTES} bytes`, () => {
    const sizes = globSync('drawing/node_modules/**', { cwd: outdir }).map((file) => statSync(join(outdir, file)).size);
    expect(sizes.length).toBeGreaterThan(500);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  });

  it('the start of a function loads no fonts, no renderer and no package of the drawing', () => {
    expect(startUp.bytes).toBeLessThan(5_000);
    expect(startUp.modules.filter((path) => path.startsWith('node_modules/'))).toEqual([]);
  });
});
