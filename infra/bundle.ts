import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { leanSdk } from './lean-sdk.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The folders under `functions/` that hold a `handler.ts`: one Lambda each. */
export function functionFolders(): string[] {
  return readdirSync(`${ROOT}functions`)
    .filter((folder) => existsSync(`${ROOT}functions/${folder}/handler.ts`))
    .sort();
}

/** Parts of the SDK that a Lambda has no use for, and what stands for them. */
const INSTEAD_OF = {
  '@aws-sdk/credential-provider-node': `${ROOT}infra/bundled/lambda-credentials.ts`,
  '@aws-sdk/eventstream-handler-node': `${ROOT}infra/bundled/no-streams-out.ts`,
  '@aws-sdk/middleware-endpoint-discovery': `${ROOT}infra/bundled/no-endpoint-discovery.ts`,
  '@aws-sdk/token-providers': `${ROOT}infra/bundled/no-bearer-tokens.ts`,
  bowser: `${ROOT}infra/bundled/no-browser-names.ts`,
};

/**
 * Bundles functions, each into a folder of its own, `<outdir>/<folder>`, with `index.mjs` and what that loads later. By
 * esbuild's own interface: CDK's way, an `npx esbuild` for each function, takes ten times as long, and `npm start` waits.
 *
 * The runtime's SDK is older than the Converse fields in use, so ours is in the bundle. Source maps and metafiles would
 * name paths of this machine, and change the asset's hash on every other.
 *
 * @returns what each function reads when it starts, in the order of the folders.
 * @throws Error that names what could not be resolved.
 */
export const bundleFunctions = (folders: readonly string[], outdir: string): Promise<StartUp[]> =>
  Promise.all(folders.map((folder) => bundleFunction(folder, `${outdir}/${folder}`)));

async function bundleFunction(folder: string, outdir: string): Promise<StartUp> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { index: `functions/${folder}/handler.ts` },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true, // what a function imports when it needs it is not read when it starts
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: INSTEAD_OF,
    plugins: [leanSdk],
    minify: true,
    legalComments: 'none',
    // Dependencies that are CommonJS inside ask for `require`, which a module does not have.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
    metafile: true,
  });
  return startUpOf(metafile);
}

/** What is read before a function can answer: its entry, and all that this imports when it is loaded. */
export interface StartUp {
  readonly files: readonly string[];
  readonly bytes: number;
  /** Paths of the modules that have something in it. */
  readonly modules: readonly string[];
}

function startUpOf({ outputs }: Metafile): StartUp {
  const entry = Object.keys(outputs).filter((file) => file.endsWith('/index.mjs'));
  const files = new Set(entry);
  for (const file of files) {
    // Those that are imported are visited too: a set is walked to its end, also while it grows.
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) files.add(path);
    }
  }
  const read = [...files].map((file) => outputs[file]);
  const inputs = read.flatMap((output) => Object.entries(output?.inputs ?? {}));
  return {
    files: [...files],
    bytes: read.reduce((sum, output) => sum + (output?.bytes ?? 0), 0),
    modules: inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  };
}

/** Builds the web app into `outdir`. */
export async function bundleWebApp(outdir: string): Promise<void> {
  const vite = await import('vite');
  await vite.build({ root: `${ROOT}frontend/web`, build: { outDir: outdir, emptyOutDir: true }, logLevel: 'warn' });
}
