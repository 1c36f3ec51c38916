import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Builds the web app as it is shipped. In a process of its own: in one that tests, React would be built for tests.
 *
 * @param folder - Emptied first.
 */
export async function buildWeb(folder: string): Promise<void> {
  const options = ['--config', 'frontend/web/vite.config.ts', '--outDir', folder, '--emptyOutDir'];
  await promisify(execFile)(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', ...options, '--logLevel', 'error'],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
}
