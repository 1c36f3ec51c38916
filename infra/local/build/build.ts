/** Builds one target into a folder, as a child process: `node build.ts product|web <folder>`. */
import { bundleWebApp } from '../../bundle.ts';
import { synthesize } from '../../synth.ts';

const [name, outdir = '', settings = '{}'] = process.argv.slice(2);

// The parent process holds the other end of stdin. Stop when it exits, because the build is no longer needed.
process.stdin.resume().once('close', () => process.exit(1));

if (name === 'web') await bundleWebApp(outdir);
else await synthesize({ stage: 'local', settings: JSON.parse(settings), outdir, bundle: true });
process.exit(0);
