// Runs before `npm start` and `npm test`, on whatever Node from 20.19 on is there, before anything is installed: hence
// plain JavaScript without a dependency. Installs what is missing; then npm's scripts run on the Node that came with it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const OLDEST_NODE = [20, 19];
const OWN_NODE = resolve('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

main();

function main() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    stop(`Node ${OLDEST_NODE.join('.')} or newer is needed to install; this is ${process.versions.node}.`);
  }
  if (!isInstalled()) {
    say('installing the locked dependencies (once, about half a minute) …');
    // No package's script is needed but the one that brings Node itself; AWS's runtime client would compile for minutes.
    if (!npm(['ci', '--ignore-scripts'])) stop('npm ci failed, see above.');
  }
  if (!existsSync(OWN_NODE) && !npm(['rebuild', 'node']))
    stop('the Node that comes with the project could not be installed.');
  if (process.env.npm_lifecycle_event === 'pretest') bringRuntimeClient();
  for (const folder of process.argv.slice(2)) bringPackagesOf(folder);
}

/** What only one of our commands needs: a folder with a package and a lock file of its own. */
function bringPackagesOf(folder) {
  const root = process.cwd();
  process.chdir(folder);
  if (!isInstalled()) {
    say(`installing what ${folder} needs …`);
    if (!npm(['ci', '--ignore-scripts'], OWN_NODE)) stop('npm ci failed, see above.');
  }
  process.chdir(root);
}

/** Whether what is installed is what the lock file says. Optional packages may be missing: they are for other machines. */
function isInstalled() {
  const locked = packagesOf('package-lock.json');
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  if (!locked) stop('there is no package-lock.json here: run this from the project’s folder.');
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
 * AWS's own runtime client, which the local one is compared with. It is optional, and npm leaves it out on a Node that
 * it isn't made for, so it is asked for again on ours.
 */
function bringRuntimeClient() {
  if (existsSync(join('node_modules', 'aws-lambda-ric'))) return;
  say('installing what only the tests need …');
  if (!npm(['install', '--no-save', '--ignore-scripts'], OWN_NODE)) {
    say('aws-lambda-ric could not be installed: the local runtime is tested without a comparison.');
  }
}

/** Runs npm, quietly unless it fails. @returns whether it did what it should. */
function npm(args, node = process.execPath) {
  const cli = process.env.npm_execpath;
  const [command, ...rest] = cli ? [node, cli, ...args] : ['npm', ...args];
  const shell = process.platform === 'win32';
  const run = spawnSync(command, [...rest, '--no-audit', '--no-fund', '--loglevel=error'], { encoding: 'utf8', shell });
  if (run.status === 0) return true;
  process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ? `${run.error.message}\n` : ''}`);
  return false;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function stop(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
