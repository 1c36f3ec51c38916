import { createHash } from 'node:crypto';

/** Identifies a body. The order in which a client writes its fields has no meaning. */
export const hashOf = (body: unknown): string => createHash('sha256').update(canonical(body)).digest('base64url');

/** JSON with sorted keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
