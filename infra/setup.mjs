// Runs before `npm start` and `npm test`, on any Node from 20.19, before anything is installed. So it is plain
// JavaScript without dependencies. It installs what is missing; npm's scripts then run on the Node that it installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const OLDEST_NODE = [20, 19];
const OWN_NODE = resolve('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
/** How npm reports that it does not reach its registry. */
const UNREACHABLE = /^npm (?:error|ERR!) code (EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT)$/m;

main();

function main() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(`Node ${OLDEST_NODE.join('.')} or newer is needed to install; this is ${process.versions.node}.`);
  }
  if (!isInstalled()) {
    print('installing the locked dependencies (once, about half a minute) …');
    // Only the package that installs Node needs its script; AWS's runtime client would compile for minutes.
    must(npm(['ci', '--ignore-scripts']));
  }
  if (!existsSync(OWN_NODE)) must(npm(['rebuild', 'node']));
  if (process.env.npm_lifecycle_event === 'pretest') installRuntimeClient();
  for (const folder of process.argv.slice(2)) installPackagesOf(folder);
}

/** Installs the packages of a folder with its own package.json and lock file, which only one command needs. */
function installPackagesOf(folder) {
  const root = process.cwd();
  process.chdir(folder);
  if (!isInstalled()) {
    print(`installing what ${folder} needs …`);
    must(npm(['ci', '--ignore-scripts'], OWN_NODE));
  }
  process.chdir(root);
}

/** Whether the installed packages match the lock file. Optional ones may be missing; they are for other platforms. */
function isInstalled() {
  const locked = packagesOf('package-lock.json');
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  if (!locked) fail('there is no package-lock.json here; run this from the project’s folder.');
  if (!installed) return false;
  return Object.entries(locked).every(([path, { version, integrity, optional }]) => {
    const there = installed[path];
    if (path === '') return true;
    if (!there) return optional === true;
    return there.version === version && (!integrity || !there.integrity || there.integrity === integrity);
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs AWS's runtime client, which the tests compare with the local one. It is an optional dependency, and npm
 * omits it on unsupported Node versions. So it is installed again, on the project's own Node.
 */
function installRuntimeClient() {
  if (existsSync(join('node_modules', 'aws-lambda-ric'))) return;
  print('installing what only the tests need …');
  const failure = npm(['install', '--no-save', '--ignore-scripts'], OWN_NODE);
  if (failure) {
    print(failure);
    print('aws-lambda-ric could not be installed: the local runtime is tested without a comparison.');
  }
}

/**
 * Runs npm, and prints its output only when it fails.
 * @returns why it failed, in one line. When the network is down, this line is all.
 */
function npm(args, node = process.execPath) {
  const cli = process.env.npm_execpath;
  const [command, ...rest] = cli ? [node, cli, ...args] : ['npm', ...args];
  const shell = process.platform === 'win32';
  const run = spawnSync(command, [...rest, '--no-audit', '--no-fund', '--loglevel=error'], { encoding: 'utf8', shell });
  if (run.status === 0) return undefined;
  const [, code] = UNREACHABLE.exec(run.stderr ?? '') ?? [];
  if (code) return `the packages cannot be downloaded (${code}): connect to the network and run this again.`;
  process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ? `${run.error.message}\n` : ''}`);
  return `npm ${args[0]} failed, see above.`;
}

function must(failure) {
  if (failure) fail(failure);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
