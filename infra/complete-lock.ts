/**
 * Adds missing optional packages to package-lock.json. Run it after `npm install` changes that file:
 * `node infra/complete-lock.ts`.
 *
 * npm omits packages for other platforms from the lock file when the registry in use does not have them, or when they
 * are not in node_modules. Then `npm ci` rejects the lock file on every platform. This script adds their names, without
 * a checksum, because only a registry that has the packages knows it.
 * @see https://github.com/npm/cli/issues/4828
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** The fields of a lock file entry that this script uses. */
export interface LockedPackage {
  readonly version?: string;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Entries by path, such as `node_modules/name`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** @returns entries for the packages that others list as optional and that the lock file lacks. */
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

/** Looks the package up as Node does: next to the package that requires it, then in the folders above. */
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
