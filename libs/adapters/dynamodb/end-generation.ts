import { CoachError } from '#ports/errors';
import type { GenerationRecord, Generations } from '#ports/generations';
import type { Change } from './expressions.ts';
import { generationKey, quotaKey, sessionKey } from './keys.ts';
import { getRow } from './rows.ts';
import { digest, transact } from './send.ts';
import type { MainTable } from './storage.ts';
import { update } from './transaction-items.ts';

/** Pictures that are given back in a month. More would be a way to call the image model without a limit. */
const GIVEN_BACK_A_MONTH = 10;

const isUnfinished = '#state = :queued OR #state = :running';

/** Ends in several tries, because neither a deleted session nor a changed quota may keep a generation open. */
export async function endGeneration(
  table: MainTable,
  read: GenerationRecord,
  how: Parameters<Generations['end']>[1],
): Promise<boolean> {
  const { sub, generationId, period, count, pictures } = read;
  const ready = Object.values(pictures).filter(({ state }) => state === 'ready').length;
  for (let tries = 0; tries < 5; tries += 1) {
    const [quota, session] = await Promise.all([getRow(table, quotaKey(sub, period)), getRow(table, sessionKey(read))]);
    const givenBack = Number(quota?.['givenBack'] ?? 0);
    const back = Math.max(0, Math.min(count - ready, GIVEN_BACK_A_MONTH - givenBack));
    const isWaiting = session?.['activeGeneration'] === generationId;
    const operation = digest('generated', sub, generationId, read.attempt, how.now);
    const items = [
      update(table.tableName, generationKey(sub, generationId), endOf(read, ready, how, operation)),
      ...(back > 0 ? [update(table.tableName, quotaKey(sub, period), giveBack(back, givenBack))] : []),
      ...(isWaiting ? [update(table.tableName, sessionKey(read), release(generationId, ready))] : []),
    ];
    const refused = await transact(table, operation, items, (row) => row['operation']?.S === operation);
    if (!refused) return true;
    if (refused[0]) return false;
  }
  throw new CoachError('dependency_unavailable', 'the quota changed at every attempt', { retryAfterMs: 1_000 });
}

function endOf(
  { state, owner, attempt, pictures }: GenerationRecord,
  ready: number,
  { code }: Parameters<Generations['end']>[1],
  operation: string,
): Change {
  const isAsRead = '#state = :stateRead AND #attempt = :attemptRead AND #pictures = :picturesRead';
  const isOwnedAsRead = owner === undefined ? 'attribute_not_exists(#owner)' : '#owner = :ownerRead';
  return {
    set: { state: ready > 0 ? 'succeeded' : 'failed', code, operation },
    remove: ['owner', 'leaseUntil', 'dueShard', 'dueAt'],
    when: [isUnfinished, isAsRead, isOwnedAsRead],
    values: {
      ':queued': 'queued',
      ':running': 'running',
      ':stateRead': state,
      ':attemptRead': attempt,
      ':picturesRead': pictures,
      ...(owner !== undefined && { ':ownerRead': owner }),
    },
  };
}

function giveBack(back: number, givenBack: number): Change {
  const isAsRead = givenBack === 0 ? 'attribute_not_exists(#givenBack)' : '#givenBack = :read';
  return {
    add: { count: -back, givenBack: back },
    when: [isAsRead],
    ...(givenBack > 0 && { values: { ':read': givenBack } }),
  };
}

function release(generationId: string, ready: number): Change {
  const waits = '#activeGeneration = :generation';
  return {
    remove: ['activeGeneration'],
    add: { assetCount: ready },
    when: [waits],
    values: { ':generation': generationId },
  };
}
