import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const ROOT = import.meta.dirname;

/** One build for every stage: `/config.json` has what differs. */
export default defineConfig({
  root: ROOT,
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    // The first browsers with light-dark(). For older targets the build would replace it.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The policy allows images of our origin, and no `data:`.
    assetsInlineLimit: 0,
    // The polyfill would be an inline script, for browsers that can't run the app.
    modulePreload: { polyfill: false },
  },
});
