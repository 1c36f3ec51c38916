import { build } from 'esbuild';
import { bundleFunctions } from '#infra/bundle';
import { temporaryFolder } from './temporary.ts';

/** A module on disk, and the bytes that are loaded when it starts. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
}

/** Bundles one of our functions as it is deployed. */
export async function ourBundle(name: string): Promise<Bundle> {
  const outdir = temporaryFolder();
  const [startUp] = await bundleFunctions([name], outdir);
  return { file: `${outdir}/${name}/index.mjs`, bytes: startUp?.bytes ?? Number.NaN };
}

/** Bundles the same function with plain esbuild, which includes the unused parts of the SDK. */
export const naiveBundle = (name: string): Promise<Bundle> => plainBundle(`functions/${name}/handler.ts`);

/** Bundles a script and its imports into one minified file, with esbuild's usual options. */
export async function plainBundle(script: string): Promise<Bundle> {
  const outfile = `${temporaryFolder()}/index.mjs`;
  const { metafile } = await build({
    entryPoints: [script],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
    metafile: true,
  });
  return { file: outfile, bytes: Object.values(metafile.outputs)[0]?.bytes ?? Number.NaN };
}
