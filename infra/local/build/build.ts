/** Builds one thing into a folder: `node build.ts product|web <folder> [<settings as JSON>]`. */
import { bundleWebApp } from '../../bundle.ts';
import { synthesize } from '../../synth.ts';

const [name, outdir = '', settings = '{}'] = process.argv.slice(2);

// Whoever asked for it holds the other end; nobody wants it any more when they have gone.
process.stdin.resume().once('close', () => process.exit(1));

if (name === 'web') await bundleWebApp(outdir);
else await synthesize({ stage: 'local', settings: JSON.parse(settings), outdir, bundle: true });
process.exit(0);
