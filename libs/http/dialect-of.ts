import type { Dialect } from '#contract/dialects/dialect';
import { native } from '#contract/dialects/native';
import { CoachError } from '#ports/errors';
import type { HttpRequest } from '#ports/http';

/** Other products' words are read when somebody first asks for them, and not when a function starts. */
type Load = () => Dialect | Promise<Dialect>;

const DIALECTS: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['native', () => native],
  ['ai-sdk', async () => (await import('#contract/dialects/ai-sdk')).aiSdk],
  ['ag-ui', async () => (await import('#contract/dialects/ag-ui')).agUi],
]);

/**
 * The dialect that a stream is asked for in: `?protocol=`, or the header `x-stream-protocol`.
 * @throws {CoachError} `validation_failed` for one that we don't speak.
 */
export async function dialectOf({ query, headers }: HttpRequest): Promise<Dialect> {
  const load = DIALECTS.get(query['protocol'] ?? headers['x-stream-protocol'] ?? 'native');
  if (load) return load();
  const message = [...DIALECTS.keys()].join(', ');
  throw new CoachError('validation_failed', 'unknown protocol', {
    details: { fields: [{ path: 'protocol', message }] },
  });
}
