import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const ROOT = import.meta.dirname;

/** One build for every stage: what differs between them comes from `/config.json` at start. */
export default defineConfig({
  root: ROOT,
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    // The first browsers that have light-dark(): an older target would have it taken apart.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The policy allows images of our own origin, and no `data:`.
    assetsInlineLimit: 0,
    // Its polyfill would be an inline script, for browsers that can't run the rest either.
    modulePreload: { polyfill: false },
  },
});
