import { defineConfig } from 'vitest/config';

/** The tests that notice mutants: those that need no built product, no browser and no minutes. */
export default defineConfig({
  test: {
    include: ['{libs,functions,frontend/client,frontend/react}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'libs/testing/{docs,fuzz,prove,simulation}/**', '**/size.test.ts'],
    setupFiles: ['libs/testing/set-limits.ts'],
  },
});
