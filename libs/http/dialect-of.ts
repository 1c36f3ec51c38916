import type { Dialect } from '#contract/dialects/dialect';
import { native } from '#contract/dialects/native';
import { CoachError } from '#ports/errors';
import type { HttpRequest } from '#ports/http';

/** Other dialects load with their first request, so that a function starts without them. */
type Load = () => Dialect | Promise<Dialect>;

const DIALECTS: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['native', () => native],
  ['ai-sdk', async () => (await import('#contract/dialects/ai-sdk')).aiSdk],
  ['ag-ui', async () => (await import('#contract/dialects/ag-ui')).agUi],
]);

/**
 * The dialect that a request names in `?protocol=` or in the header `x-stream-protocol`.
 * @throws {CoachError} `validation_failed` for an unknown one.
 */
export async function dialectOf({ query, headers }: HttpRequest): Promise<Dialect> {
  const load = DIALECTS.get(query['protocol'] ?? headers['x-stream-protocol'] ?? 'native');
  if (load) return load();
  const message = [...DIALECTS.keys()].join(', ');
  throw new CoachError('validation_failed', 'unknown protocol', {
    details: { fields: [{ path: 'protocol', message }] },
  });
}
