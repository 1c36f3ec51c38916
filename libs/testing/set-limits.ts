import { vi } from 'vitest';
import { WAIT_LIMIT_MS } from './limits.ts';

/** Runs before each test file: waiting has one limit, whatever a tool's own default is. */
const { waitFor, waitUntil } = vi;
vi.waitFor = (check, options) => waitFor(check, limited(options));
vi.waitUntil = (check, options) => waitUntil(check, limited(options));

const limited = (options: number | object = {}) =>
  typeof options === 'number' ? options : { timeout: WAIT_LIMIT_MS, ...options };

if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: WAIT_LIMIT_MS });
}
