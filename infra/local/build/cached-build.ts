import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalSettings } from '../settings.ts';
import { contentHash } from './content-hash.ts';

/** The repository root. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Number of older builds to keep, because a developer may return to an older state of the tree. */
const KEPT = 3;

export type BuildName = 'product' | 'web';

/** The sources of each build. */
const SOURCES: Readonly<
  Record<BuildName, { readonly paths: readonly string[]; readonly leaveOut: readonly string[] }>
> = {
  product: {
    paths: ['libs', 'functions', 'infra', 'package-lock.json', 'package.json', 'cdk.json'],
    leaveOut: ['infra/local'],
  },
  web: { paths: ['frontend', 'libs/contract', 'infra/bundle.ts', 'package-lock.json'], leaveOut: [] },
};

/** A build failed. The message contains the output of the build tools. */
export class BuildFailed extends Error {
  override readonly name = 'BuildFailed';
}

export interface CachedBuildOptions {
  /** Called when a build starts, because it takes a while. */
  readonly say: (line: string) => void;
  /** Of the product. */
  readonly settings?: LocalSettings;
  /** @default `.coachstream/build` of the repository */
  readonly folder?: string;
}

/**
 * Returns the folder with the build of the current tree. If there is none yet, a child process builds it.
 *
 * @throws {BuildFailed}
 */
export async function cachedBuild(
  name: BuildName,
  { say, settings = {}, folder = join(ROOT, '.coachstream/build') }: CachedBuildOptions,
): Promise<string> {
  const { paths, leaveOut } = SOURCES[name];
  const given = JSON.stringify(settings);
  const tree = contentHash(ROOT, paths, leaveOut);
  const finished = join(
    folder,
    `${name}-${createHash('sha256')
      .update(tree + given)
      .digest('hex')
      .slice(0, 24)}`,
  );
  if (existsSync(finished)) {
    const now = new Date();
    await utimes(finished, now, now);
    return finished;
  }
  say(`building the ${name === 'web' ? 'web app' : 'functions'} …`);
  await mkdir(folder, { recursive: true });
  const unfinished = `${finished}.${process.pid}.unfinished`;
  try {
    await buildInto([name, unfinished, given]);
    // The rename is atomic, so an existing build is complete. Another process may have finished the same build first.
    await rename(unfinished, finished).catch((error: unknown) => {
      if (!existsSync(finished)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await forgetOld(folder, name);
  return finished;
}

async function buildInto(args: readonly [name: BuildName, outdir: string, settings: string]): Promise<void> {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'build.ts');
  // In a process that tests, React would be built for tests.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new BuildFailed(`the ${args[0]} build failed:\n${output.trim()}`);
}

async function forgetOld(folder: string, name: BuildName): Promise<void> {
  const builds = await Promise.all(
    (await readdir(folder))
      .filter((entry) => entry.startsWith(`${name}-`))
      .map(async (entry) => ({ path: join(folder, entry), usedAt: (await stat(join(folder, entry))).mtimeMs })),
  );
  const old = builds.toSorted((a, b) => b.usedAt - a.usedAt).slice(KEPT);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}
