/**
 * Run it after `npm install` has changed package-lock.json: `node infra/complete-lock.ts`.
 *
 * npm leaves packages for other platforms out of the lock file when the registry at hand does not have them, or when
 * they aren't in node_modules. `npm ci` then refuses the lock file, on every platform. This names them in it; without a
 * checksum, which only a registry that has them could tell.
 * @see https://github.com/npm/cli/issues/4828
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** As much of a lock file's entry as matters here. */
export interface LockedPackage {
  readonly version?: string;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** By where they lie: `node_modules/name`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** @returns the packages that others name as optional and the lock file lacks, as it should have them. */
export function missingPackages(packages: LockedPackages): LockedPackages {
  const missing = Object.entries(packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d/.test(version) && !isLocked(packages, path, name))
      .map(([name, version]): [string, LockedPackage] => [`node_modules/${name}`, platformPackage(name, version, dev)]),
  );
  return Object.fromEntries(missing.filter(([, { os, cpu }]) => os ?? cpu));
}

function platformPackage(name: string, version: string, dev: boolean | undefined): LockedPackage {
  const words = name.split(/[-/]/);
  const cpu = PROCESSORS.find((word) => words.includes(word));
  const os = SYSTEMS.find((word) => words.includes(word));
  return { version, ...(cpu && { cpu: [cpu] }), ...(dev && { dev }), optional: true, ...(os && { os: [os] }) };
}

/** Where Node would look for it: beside the package that asks, then further up. */
function isLocked(packages: LockedPackages, path: string, name: string): boolean {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (!base) return false;
  }
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: LockedPackages };
  const missing = missingPackages(lock.packages);
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} packages added\n`);
}
