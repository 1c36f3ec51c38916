import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LockedPackages, missingPackages } from './complete-lock.ts';

const SETUP = fileURLToPath(new URL('./setup.mjs', import.meta.url));

/** A fake npm that records its arguments. `ci` installs the lock file's packages, except the one for Node 22. */
const NPM = `
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync('asked', args.filter((arg) => !arg.startsWith('--no-') || arg === '--no-save').join(' ') + '\\n');
if (fs.existsSync('offline')) { console.error(fs.readFileSync('offline', 'utf8')); process.exit(1); }
if (fs.existsSync('broken')) { console.error('npm says why'); process.exit(1); }
if (args[0] === 'ci') {
  fs.mkdirSync('node_modules', { recursive: true });
  const { packages } = JSON.parse(fs.readFileSync('package-lock.json'));
  const { '': root, 'node_modules/aws-lambda-ric': ric, ...rest } = packages;
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: rest }));
}
if (args[0] === 'rebuild') {
  fs.mkdirSync('node_modules/.bin', { recursive: true });
  fs.symlinkSync(process.execPath, 'node_modules/.bin/node');
}
if (args[0] === 'install') fs.mkdirSync('node_modules/aws-lambda-ric', { recursive: true });
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coachstream-setup-'));
  await writeFile(join(folder, 'npm.cjs'), NPM);
  await lock({
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/aws-lambda-ric': { version: '4.0.2', optional: true },
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lock = (packages: object) =>
  writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));

/** Runs the setup. @returns the npm commands of this run. */
async function setUp(event: 'prestart' | 'pretest' = 'prestart') {
  await rm(join(folder, 'asked'), { force: true });
  const run = spawnSync(process.execPath, [SETUP], {
    cwd: folder,
    encoding: 'utf8',
    env: { npm_execpath: join(folder, 'npm.cjs'), npm_lifecycle_event: event },
  });
  const asked = await readFile(join(folder, 'asked'), 'utf8').catch(() => '');
  return { asked: asked.trim().replaceAll(' --loglevel=error', '').split('\n').filter(Boolean), run };
}

it('installs the packages without their scripts and then the project’s Node, once per clone', async () => {
  expect((await setUp()).asked).toEqual(['ci --ignore-scripts', 'rebuild node']);
  expect((await setUp()).asked).toEqual([]);
});

it('installs again when the lock file changes', async () => {
  await setUp();
  await lock({ 'node_modules/a': { version: '1.0.1', integrity: 'y' } });
  expect((await setUp()).asked).toEqual(['ci --ignore-scripts']);
  await lock({ 'node_modules/a': { version: '1.0.1', integrity: 'y' }, 'node_modules/b': { version: '1.0.0' } });
  expect((await setUp()).asked).toEqual(['ci --ignore-scripts']);
});

it('does not install again for a missing optional package', async () => {
  await setUp();
  await lock({
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/b-win32': { version: '1.0.0', optional: true },
  });
  expect((await setUp()).asked).toEqual([]);
});

it('installs AWS’s runtime client before the tests, and continues when that fails', async () => {
  await setUp();
  await writeFile(join(folder, 'broken'), '');
  const { run } = await setUp('pretest');
  expect(run.status).toBe(0);
  expect(run.stdout).toContain('without a comparison');
  await rm(join(folder, 'broken'));
  expect((await setUp('pretest')).asked).toEqual(['install --no-save --ignore-scripts']);
  expect(existsSync(join(folder, 'node_modules/aws-lambda-ric'))).toBe(true);
  expect((await setUp('pretest')).asked).toEqual([]);
});

it('prints npm’s output and exits with 1 when npm fails', async () => {
  await writeFile(join(folder, 'broken'), '');
  await mkdir(join(folder, 'node_modules'));
  const { run } = await setUp();
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('npm says why');
  expect(run.stderr).toContain('npm ci failed');
});

it('finds the packages of every platform in the lock file, so that npm ci accepts it', async () => {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const { packages } = JSON.parse(await readFile(file, 'utf8')) as { packages: LockedPackages };
  // If this fails, run: node infra/complete-lock.ts
  expect(Object.keys(missingPackages(packages))).toEqual([]);
});

it.each(['npm error', 'npm ERR!'])(
  'reports a registry that is not reached in one line, without what %s says',
  async (npm) => {
    const lines = ['code EAI_AGAIN', 'syscall getaddrinfo', 'request to https://registry.example/a failed'];
    await writeFile(join(folder, 'offline'), lines.map((line) => `${npm} ${line}`).join('\n'));
    const { run } = await setUp();
    expect({ status: run.status, stderr: run.stderr }).toEqual({
      status: 1,
      stderr: 'the packages cannot be downloaded (EAI_AGAIN): connect to the network and run this again.\n',
    });
  },
);

it('continues with the tests when only AWS’s runtime client cannot be downloaded', async () => {
  await setUp();
  await writeFile(join(folder, 'offline'), 'npm error code ENOTFOUND');
  const { run } = await setUp('pretest');
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  expect(run.stdout).toContain('without a comparison');
});
