import { build } from 'esbuild';
import { bundleFunctions } from '#infra/bundle';
import { temporaryFolder } from './temporary.ts';

/** A module on disk, and how much is read when it starts. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
}

/** One of our functions, as it is deployed. */
export async function ourBundle(name: string): Promise<Bundle> {
  const outdir = temporaryFolder();
  const [startUp] = await bundleFunctions([name], outdir);
  return { file: `${outdir}/${name}/index.mjs`, bytes: startUp?.bytes ?? Number.NaN };
}

/** The same function, bundled by esbuild as it is: everything of the SDK that somebody might want is in it. */
export const naiveBundle = (name: string): Promise<Bundle> => plainBundle(`functions/${name}/handler.ts`);

/** A script in one minified file with all that it imports, as esbuild makes it when nobody looks. */
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
