import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['libs/testing/conditions/*.suite.ts'],
    setupFiles: ['libs/testing/set-limits.ts'],
    bail: 1,
    watch: false,
    reporters: [{}],
  },
});
