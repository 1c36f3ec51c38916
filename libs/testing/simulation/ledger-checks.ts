import { isShown } from '#contract/events';
import { TIERS } from '#contract/tiers';
import type { Change } from '../memory-dynamo/writing.ts';
import { countAt, framesOf, isKind, isOpenState, textAt } from './stored.ts';
import type { World } from './world.ts';

interface Account {
  committed: number;
  spent: number;
  live: number;
  /** Attributes of the budget, one for each hold. */
  readonly names: Set<string>;
}

/**
 * Keeps a ledger beside the store. After every write: P12 each budget is the sum of its reservations, P13 no
 * reservation exceeds the limit, P3 no session has two running turns, P11 a session counts its turns.
 */
export function createLedger(world: World): (changes: readonly Change[]) => void {
  const accounts = new Map<string, Account>();
  const running = new Map<string, Set<string>>();
  const turns = new Map<string, number>();

  const post = (item: Change['after'], sign: 1 | -1) => {
    if (!isKind(item, 'RES#')) return;
    const name = accountOf(textAt(item, 'pk'), textAt(item, 'sk'));
    const account = accounts.get(name) ?? anAccount();
    const isHeld = item['state'] === 'held';
    account.names[isHeld && sign === 1 ? 'add' : 'delete'](`hold#${textAt(item, 'turnId')}`);
    account.committed += sign * countAt(item, 'amount');
    account.spent += isHeld ? 0 : sign * countAt(item, 'amount');
    account.live += isHeld ? sign : 0;
    accounts.set(name, account);
  };
  const balance = (budget: Change['after']) => {
    if (!isKind(budget, 'BUDGET#')) return;
    const name = accountOf(textAt(budget, 'pk'), textAt(budget, 'sk'));
    const account = accounts.get(name) ?? anAccount();
    const named = Object.keys(budget).filter((attribute) => attribute.startsWith('hold#'));
    if (named.sort().join() !== [...account.names].sort().join()) {
      const { deed } = world.writer();
      world.violate('P12', `after ${deed} ${name} names ${named.join()}, and ${[...account.names].join()} are held`);
    }
    for (const field of ['committed', 'spent', 'live'] as const) {
      if (countAt(budget, field) !== account[field]) {
        const { deed } = world.writer();
        world.violate(
          'P12',
          `after ${deed} ${name} says ${field} = ${countAt(budget, field)}, its reservations sum up to ${account[field]}`,
        );
      }
    }
  };
  const untouchedBudget = (changes: readonly Change[]) => {
    const touched = changes.flatMap(({ before, after }) =>
      isKind(after ?? before, 'RES#') && countAt(before, 'amount') !== countAt(after, 'amount')
        ? [accountOf(textAt(after ?? before, 'pk'), textAt(after ?? before, 'sk'))]
        : [],
    );
    const booked = changes.flatMap(({ after }) =>
      isKind(after, 'BUDGET#') ? [accountOf(textAt(after, 'pk'), textAt(after, 'sk'))] : [],
    );
    for (const name of touched) {
      if (!booked.includes(name))
        world.violate('P12', `${world.writer().deed} changed a reservation of ${name} without its budget`);
    }
  };
  const limit = TIERS[world.tier].tokensPerMonth;
  const neverOverspends = ({ before, after }: Change) => {
    if (!isKind(after, 'BUDGET#') || !['claim', 'takeover', 'topUp'].includes(world.writer().deed)) return;
    if (countAt(after, 'committed') > countAt(before, 'committed') && countAt(after, 'committed') > limit) {
      world.violate('P13', `${textAt(after, 'pk')}: reserved up to ${countAt(after, 'committed')} of ${limit}`);
    }
  };
  const countTurn = ({ before, after }: Change, changes: readonly Change[]) => {
    const turn = after ?? before;
    if (!isKind(turn, 'TURN#') || turn['isTombstone']) return;
    const session = textAt(turn, 'pk');
    const alive = running.get(session) ?? new Set();
    running.set(session, alive);
    if (after?.['state'] === 'running') alive.add(textAt(turn, 'turnId'));
    else alive.delete(textAt(turn, 'turnId'));
    if (after && after['epoch'] !== before?.['epoch']) {
      world.producers.set(`${textAt(after, 'turnId')} ${after['epoch']}`, world.writer().name);
    }
    if (alive.size > 1) world.violate('P3', `${session}: ${[...alive].join(' and ')} run at once`);
    const change = Number(!before) - Number(before !== undefined && costsNoTurn({ before, after }, changes, world));
    turns.set(session, (turns.get(session) ?? 0) + change);
    if (!before) world.counts.turns += 1;
  };
  const countsItsTurns = ({ after }: Change) => {
    if (!isKind(after, 'SESSION#')) return;
    const known = turns.get(`S#${textAt(after, 'sub')}#${textAt(after, 'sessionId')}`) ?? 0;
    if (countAt(after, 'turnsUsed') !== known) {
      world.violate(
        'P11',
        `${textAt(after, 'sessionId')} counts ${countAt(after, 'turnsUsed')} turns and has ${known}`,
      );
    }
  };

  return (changes) => {
    for (const change of changes) {
      post(change.before, -1);
      post(change.after, 1);
      countTurn(change, changes);
      neverOverspends(change);
    }
    for (const { after } of changes) balance(after);
    for (const change of changes) countsItsTurns(change);
    untouchedBudget(changes);
  };
}

const anAccount = (): Account => ({ committed: 0, spent: 0, live: 0, names: new Set() });

/** `RES#2026-11#turn` and `BUDGET#2026-11` of one person belong together. */
const accountOf = (pk: string, sk: string) => `${pk} ${sk.split('#')[1]}`;

/** Neither a failure nor a stop before anything was shown counts as a turn. */
function costsNoTurn(
  { before, after }: Pick<Change, 'before' | 'after'>,
  changes: readonly Change[],
  world: World,
): boolean {
  if (!before || !after || !isOpenState(textAt(before, 'state'))) return false;
  if (after['state'] !== 'aborted') return after['state'] === 'failed';
  const turnId = textAt(after, 'turnId');
  if (before['wasShown'] === true || showedItself(turnId, world) || hasReadIt(turnId, before, world)) return false;
  const epochs = Array.from({ length: countAt(before, 'epoch') }, (_, place) => place + 1);
  const isStored = epochs.some((epoch) => framesOf(world, before, epoch).some(({ event }) => isShown(event)));
  // Only the producer knows what it showed after its last heartbeat. Another process knows what it has read.
  const mayBeUnknown = isStored || world.shown.has(turnId);
  return (
    !mayBeUnknown || changes.some((change) => countAt(change.after, 'turnsUsed') < countAt(change.before, 'turnsUsed'))
  );
}

/** Whether the process that writes now is a producer that has shown something of the turn, in any of its epochs. */
function showedItself(turnId: string, world: World): boolean {
  const { name } = world.writer();
  return [...(world.shown.get(turnId) ?? [])].some((epoch) => world.producers.get(`${turnId} ${epoch}`) === name);
}

/** Whether the process that writes now has read, in the turn's epoch, that something was shown. */
function hasReadIt(turnId: string, { epoch }: NonNullable<Change['before']>, world: World): boolean {
  const storedAt = world.shownStored.get(`${turnId} ${epoch}`);
  const readAt = world.eventsRead.get(`${world.writer().name} ${turnId} ${epoch}`);
  return storedAt !== undefined && readAt !== undefined && storedAt < readAt;
}
