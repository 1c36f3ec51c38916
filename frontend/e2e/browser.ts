import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** Names of installed browsers of this family. */
const INSTALLED = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Beside the package that it comes from, so that it is unpacked once and goes with `node_modules`. */
const UNPACKED = join(import.meta.dirname, '../../node_modules/.cache/coachstream-chromium-147');

function findInstalled(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const inPath = INSTALLED.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...APPLICATIONS].find((path) => existsSync(path));
}

/** The package's settings know only fonts under /tmp. Without fonts this Chromium crashes at the first input field. */
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="relative">cache</cachedir></fontconfig>
`;

/** Runs in a child process, because the package reads and changes the environment when it is loaded. */
const UNPACK = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;

/**
 * Unpacks the Chromium from npm with the libraries that a bare system lacks.
 * It is unpacked into a temporary folder and renamed, so that an existing folder is complete.
 */
async function unpack(): Promise<string> {
  if (existsSync(UNPACKED)) return UNPACKED;
  const own = `${UNPACKED}.${process.pid}`;
  await mkdir(own, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, ['--eval', UNPACK], {
      cwd: import.meta.dirname,
      // The package unpacks the libraries only on Lambda.
      env: { ...process.env, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x', TMPDIR: own },
    });
    await writeFile(join(own, 'fonts', 'fonts.conf'), FONTS_CONF);
    await rename(own, UNPACKED);
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(UNPACKED)) throw error;
  }
  return UNPACKED;
}

async function launchOptions(): Promise<LaunchOptions> {
  const given = process.env['CHROMIUM_PATH'] ?? findInstalled();
  // Containers seldom allow a sandbox, and the browser visits only our pages.
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  if (given !== undefined) return { executablePath: given, args };
  const folder = await unpack();
  return {
    executablePath: join(folder, 'chromium'),
    args: [...args, '--font-render-hinting=none'],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      HOME: folder,
    },
  };
}

/** Starts the Chromium of `CHROMIUM_PATH`, else an installed one, else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}
