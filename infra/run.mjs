// Runs a command of package.json: `node infra/run.mjs [--with <folder>] <script> [arguments]`. It installs what is
// missing first. `--help` prints the usage beside the script and installs nothing. This is plain JavaScript for any Node
// from 20.19, because nothing may be installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Compiled code, so that a command starts in half the time. */
const COMPILED = resolve('node_modules', '.cache', 'compiled');
const WINDOWS = process.platform === 'win32';
const here = dirname(fileURLToPath(import.meta.url));

const given = process.argv.slice(2);
const folders = given[0] === '--with' ? given.splice(0, 2).slice(1) : [];
const [script = '', ...args] = given;

if (args.includes('--help')) process.stdout.write(readFileSync(script.replace(/\.ts$/, '.usage.txt'), 'utf8'));
else await run();

async function run() {
  must(process.execPath, [join(here, 'setup.mjs'), ...folders]);
  for (const folder of folders) must(ownNode(), ['node_modules/typescript-native/bin/tsc', '-p', folder]);
  if (!isOwnNode()) return runOnOwnNode();
  module.enableCompileCache?.(COMPILED);
  process.argv.splice(1, process.argv.length, resolve(script), ...args);
  await import(pathToFileURL(script).href);
}

/** Exits with the status of a program that fails. */
function must(program, programArgs) {
  const { status } = spawnSync(program, programArgs, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function ownNode() {
  return resolve('node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
}

function isOwnNode() {
  return versionOf('node_modules/node/package.json') === process.versions.node;
}

function versionOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** The first run of a fresh clone begins on another Node than the one that it installs. */
function runOnOwnNode() {
  // The script stops when npm is gone, and npm started this process.
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED, STARTED_BY: String(process.ppid) };
  const child = spawn(ownNode(), [script, ...args], { stdio: 'inherit', env });
  // A terminal sends Ctrl-C to both processes. This one waits for the other.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}
