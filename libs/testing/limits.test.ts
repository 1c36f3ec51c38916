import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = ['libs', 'functions', 'infra', 'frontend', 'bench'];
const OWN_LIMITS = [/\btimeout: *[1-9]/, /\bsetDefaultTimeout\(\d/, /^ *\}, *[\d_]{4,}\);$/m];

const limitsIn = (code: string) => OWN_LIMITS.filter((limit) => limit.test(code));

it('waiting for a state lasts longer than the second after which tools give up by default', async () => {
  const startedAt = Date.now();
  const isLate = () => Date.now() - startedAt > 1_200;
  await Promise.all([
    vi.waitFor(() => expect(isLate()).toBe(true)),
    vi.waitUntil(isLate),
    expect.poll(isLate).toBe(true),
  ]);
});

it('no test has a limit of its own, which a busy machine could miss', () => {
  const tests = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))),
  ).filter(
    (path) =>
      /\.test\.tsx?$|\/(e2e|testing)\/.*\.ts$/.test(path) &&
      !path.includes('node_modules') &&
      !path.endsWith('limits.test.ts'),
  );
  expect(tests.length).toBeGreaterThan(250);
  expect(tests.filter((path) => limitsIn(readFileSync(join(ROOT, path), 'utf8')).length > 0)).toEqual([]);
});

it.each([
  ['it("waits", { timeout: 5_000 }, () => {});', 1],
  ['context.setDefaultTimeout(10_000);', 1],
  ['beforeAll(async () => {\n  await start();\n}, 30_000);', 1],
  ['it("counts", { timeout: 0 }, () => {});\ncontext.setDefaultTimeout(WAIT_LIMIT_MS);', 0],
])('a limit of its own is found: %s', (code, count) => {
  expect(limitsIn(code)).toHaveLength(count);
});
