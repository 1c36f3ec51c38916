import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

interface Report {
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
}

const run = promisify(execFile);
const BIOME = join(import.meta.dirname, 'node_modules/.bin/biome');

/** What the linter reports, by our configuration, about files that are planted in an empty project. */
async function lint(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lint-'));
  try {
    for (const file of ['biome.json', 'no-ambient-time.grit'])
      await cp(join(import.meta.dirname, file), join(folder, file));
    for (const [path, code] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), code);
    }
    const args = ['lint', '--vcs-enabled=false', '--reporter=json', '.'];
    const { stdout } = await run(BIOME, args, { cwd: folder }).catch((failed: { stdout: string }) => failed);
    const { diagnostics } = JSON.parse(stdout) as Report;
    return diagnostics.map(({ category, location }) => `${location.path} ${category}`).sort();
  } finally {
    await rm(folder, { recursive: true });
  }
}

const GLOBAL = 'lint/style/noRestrictedGlobals';
const IMPORT = 'lint/style/noRestrictedImports';

const FORBIDDEN = [
  ['plugin', 'export const at = Date.now();'],
  ['plugin', 'export const now = Date.now;'],
  ['plugin', 'export const at = new Date();'],
  ['plugin', 'export const at = Date();'],
  ['plugin', 'export const chance = Math.random();'],
  ['plugin', 'export const late = AbortSignal.timeout(1);'],
  [GLOBAL, 'setTimeout(console.error, 1);'],
  [GLOBAL, 'setInterval(console.error, 1);'],
  [GLOBAL, 'setImmediate(console.error);'],
  [GLOBAL, 'export const at = performance.now();'],
  [GLOBAL, 'export const id = crypto.randomUUID();'],
  [GLOBAL, 'export const later = globalThis.setTimeout;'],
  [IMPORT, "import { setTimeout } from 'node:timers';\n\nsetTimeout(console.error, 1);"],
  [IMPORT, "import { setTimeout } from 'node:timers/promises';\n\nawait setTimeout(1);"],
  [IMPORT, "import { randomUUID } from 'node:crypto';\n\nexport const id = randomUUID();"],
  [IMPORT, "import { ulid } from 'ulid';\n\nexport const id = ulid();"],
] as const;

it('the linter reports time and ids that do not come from a port, in each inner layer', async () => {
  const layers = ['contract', 'domain', 'http', 'ports', 'services'];
  const planted = layers.flatMap((layer) =>
    FORBIDDEN.map(([rule, code], n) => ({ path: `libs/${layer}/deep/planted-${n}.ts`, rule, code })),
  );
  const reported = await lint(Object.fromEntries(planted.map(({ path, code }) => [path, code])));
  expect(reported).toEqual(planted.map(({ path, rule }) => `${path} ${rule}`).sort());
});

it('the linter allows time and ids in adapters and tests, and given times everywhere', async () => {
  const ambient = 'export const at = Date.now();\nexport const id = crypto.randomUUID();\n';
  const given =
    "import { createHash } from 'node:crypto';\n\nexport const used = [new Date(5), Date.parse(''), createHash];\n";
  const reported = await lint({
    'libs/adapters/system/clock.ts': ambient,
    'libs/services/planted.test.ts': ambient,
    'libs/http/given.ts': given,
  });
  expect(reported).toEqual([]);
});

it('the linter reports files that are longer than the limit, tests and style sheets too', async () => {
  const lines = (count: number, line: (number: number) => string) => Array.from({ length: count }, (_, n) => line(n));
  const code = (count: number) => lines(count, (n) => `export const line${n} = ${n};\n`).join('');
  const css = (count: number) => lines(count, (n) => `.line${n} { top: 0 }\n`).join('');
  const reported = await lint({
    'frontend/web/src/long.tsx': code(251),
    'frontend/web/src/long.css': css(321),
    'libs/domain/long.test.ts': code(251),
    'libs/domain/longest.ts': code(250),
    'frontend/web/src/longest.css': css(320),
  });
  const long = ['frontend/web/src/long.css', 'frontend/web/src/long.tsx', 'libs/domain/long.test.ts'];
  expect(reported).toEqual(long.map((path) => `${path} lint/style/noExcessiveLinesPerFile`));
});
