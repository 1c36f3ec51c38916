import { globSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Names of npm packages, and patterns of their files. */
type PackageFiles = Readonly<Record<string, readonly string[]>>;

/**
 * The files that bundles cannot contain, for example fonts and WebAssembly. An adapter lists them in a `packages.json`
 * beside its modules, by package. Each function whose bundle has a module of this adapter gets these files in its
 * `node_modules` folder, at the place that they have in the package, so that a path is found deployed as in a test.
 */
const FILES_OF_ADAPTERS: Readonly<Record<string, PackageFiles>> = Object.fromEntries(
  readdirSync(`${ROOT}libs/adapters`).flatMap((adapter) => {
    const folder = `libs/adapters/${adapter}/`;
    return globSync('packages.json', { cwd: ROOT + folder }).map((file) => [
      folder,
      JSON.parse(readFileSync(ROOT + folder + file, 'utf8')) as PackageFiles,
    ]);
  }),
);

/** Packages whose code is listed: it is loaded from `node_modules`, because it looks for files beside itself. */
export const packagesOutside: readonly string[] = Object.values(FILES_OF_ADAPTERS).flatMap((packages) =>
  Object.entries(packages).flatMap(([name, files]) => (files.some((file) => /\.m?js$/.test(file)) ? name : [])),
);

/** @param modules - Paths of the modules in a bundle, from the root of the repository. */
export async function copyPackageFiles(modules: readonly string[], outdir: string): Promise<void> {
  const adapters = Object.entries(FILES_OF_ADAPTERS).filter(([folder]) =>
    modules.some((module) => module.startsWith(folder)),
  );
  await Promise.all(
    adapters
      .flatMap(([, packages]) => Object.entries(packages))
      .map(([name, patterns]) => copyPackage(name, patterns, join(outdir, 'node_modules', name))),
  );
}

/** @throws Error when a pattern matches no file, because an update of the package has renamed it. */
async function copyPackage(name: string, patterns: readonly string[], target: string): Promise<void> {
  const found = findPackageJSON(name, import.meta.url);
  if (found === undefined) throw new Error(`the package ${name} is not installed`);
  const source = dirname(found);
  const files = ['package.json', ...patterns].flatMap((pattern) => {
    const matches = globSync(pattern, { cwd: source });
    if (matches.length === 0) throw new Error(`the package ${name} has no file ${pattern}`);
    return matches;
  });
  for (const folder of new Set(files.map((file) => dirname(join(target, file)))))
    await mkdir(folder, { recursive: true });
  await Promise.all(files.map((file) => copyFile(join(source, file), join(target, file))));
}
