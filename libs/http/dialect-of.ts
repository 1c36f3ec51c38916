import { agUi } from '#contract/dialects/ag-ui';
import { aiSdk } from '#contract/dialects/ai-sdk';
import type { Dialect } from '#contract/dialects/dialect';
import { native } from '#contract/dialects/native';
import { CoachError } from '#ports/errors';
import type { HttpRequest } from '#ports/http';

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['native', native],
  ['ai-sdk', aiSdk],
  ['ag-ui', agUi],
]);

/**
 * The dialect that a stream is asked for in: `?protocol=`, or the header `x-stream-protocol`.
 * @throws {CoachError} `validation_failed` for one that we don't speak.
 */
export function dialectOf({ query, headers }: HttpRequest): Dialect {
  const dialect = DIALECTS.get(query['protocol'] ?? headers['x-stream-protocol'] ?? 'native');
  if (dialect) return dialect;
  const message = [...DIALECTS.keys()].join(', ');
  throw new CoachError('validation_failed', 'unknown protocol', {
    details: { fields: [{ path: 'protocol', message }] },
  });
}
