import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type OutputFile } from 'esbuild';
import { leanSdk } from './lean-sdk.ts';
import { copyPackageFiles, packagesOutside } from './package-files.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The folders under `functions/` that contain a `handler.ts`. Each is one Lambda function. */
export function functionFolders(): string[] {
  return readdirSync(`${ROOT}functions`)
    .filter((folder) => existsSync(`${ROOT}functions/${folder}/handler.ts`))
    .sort();
}

/** Packages of the SDK that a Lambda does not use, and their replacements. */
const INSTEAD_OF = {
  '@aws-sdk/credential-provider-node': `${ROOT}infra/bundled/lambda-credentials.ts`,
  '@aws-sdk/eventstream-handler-node': `${ROOT}infra/bundled/no-streams-out.ts`,
  '@aws-sdk/middleware-endpoint-discovery': `${ROOT}infra/bundled/no-endpoint-discovery.ts`,
  '@aws-sdk/token-providers': `${ROOT}infra/bundled/no-bearer-tokens.ts`,
  bowser: `${ROOT}infra/bundled/no-browser-names.ts`,
};

/**
 * Bundles each function into its own folder, `<outdir>/<folder>`: `index.mjs` and the modules that it loads later. It
 * calls esbuild's API, because CDK's `npx esbuild` per function takes ten times as long and `npm start` would wait.
 *
 * The SDK is part of the bundle, because the runtime's SDK is older than the Converse fields in use. Source maps and
 * metafiles are left out: they contain paths of this machine, so the asset's hash would differ on every other.
 *
 * Files that a bundle cannot contain are copied into its `node_modules`, see package-files.ts.
 *
 * @returns the code that each function loads when it starts, in the order of the folders.
 * @throws Error that names each import that could not be resolved.
 */
export const bundleFunctions = (folders: readonly string[], outdir: string): Promise<StartUp[]> =>
  Promise.all(folders.map((folder) => bundleModule(`functions/${folder}/handler.ts`, `${outdir}/${folder}`)));

/** CommonJS dependencies call `require`, which ES modules do not have. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** Writes a file. Only one of them defines how dependencies call `require`, and the others do not need it. */
async function writeOutput({ path, text }: OutputFile): Promise<readonly [string, number]> {
  const rest = text.replace(REQUIRE, '');
  const code = /\brequire\b/.test(rest) ? text : rest;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code);
  return [path, Buffer.byteLength(code)];
}

/** Bundles one module as a function is bundled. @param path - From the root of the repository. */
export async function bundleModule(path: string, outdir: string): Promise<StartUp> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: { index: path },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true, // dynamic imports are not loaded at the start
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: INSTEAD_OF,
    plugins: [leanSdk],
    external: [...packagesOutside],
    minify: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
    logLevel: 'error',
    metafile: true,
    write: false,
  });
  await copyPackageFiles(Object.keys(metafile.inputs), outdir);
  const sizes = new Map(await Promise.all(outputFiles.map(writeOutput)));
  return startUpOf(metafile, sizes);
}

/** The code that is loaded before a function can answer: its entry and all static imports. */
export interface StartUp {
  readonly files: readonly string[];
  readonly bytes: number;
  /** Paths of the modules that contribute code. */
  readonly modules: readonly string[];
}

/** @param sizes - Bytes of each file, by its path. */
function startUpOf({ outputs }: Metafile, sizes: ReadonlyMap<string, number>): StartUp {
  const entry = Object.keys(outputs).filter((file) => file.endsWith('/index.mjs'));
  const files = new Set(entry);
  for (const file of files) {
    // The loop also visits files added below, because a Set's iteration includes new members.
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) files.add(path);
    }
  }
  const read = [...files].map((file) => outputs[file]);
  const inputs = read.flatMap((output) => Object.entries(output?.inputs ?? {}));
  return {
    files: [...files],
    bytes: [...files].reduce((sum, file) => sum + (sizes.get(resolve(ROOT, file)) ?? 0), 0),
    modules: inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  };
}

/** Builds the web app into `outdir`. */
export async function bundleWebApp(outdir: string): Promise<void> {
  const vite = await import('vite');
  await vite.build({ root: `${ROOT}frontend/web`, build: { outDir: outdir, emptyOutDir: true }, logLevel: 'warn' });
}
