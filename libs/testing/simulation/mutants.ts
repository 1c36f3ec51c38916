import type { Turns } from '#ports/turns';
import type { Command } from '../memory-dynamo/engine.ts';
import { editWrites, type Guard, transaction, unguarded, withoutLegs } from './edit-command.ts';
import type { Mutant } from './mutant.ts';
import type { Deed, Input } from './write-names.ts';

const ABSENT = 'attribute_not_exists(#pk)';
const EPOCH_READ = '#epoch = :epochRead AND #state = :stateRead';
const LEASE_READ = '#leaseUntil = :leaseRead';
const EPOCH_MINE = '#epoch = :epoch';
const STILL_RUNNING = '#state = :running';
const BEAT_MINE = '#epoch = :epoch AND #state = :running';
const HOLD_READ = '#state = :state AND #version = :version';
const VERSION_READ = '#version = :version';
const NO_OTHER_TURN = 'attribute_not_exists(#activeTurn) OR #activeTurn = :turnId';
const HELD_BY_TURN = '#activeTurn = :turnId';
const NOT_EXPIRED = 'attribute_not_exists(#expiresAt) OR #expiresAt > :now';
const UNDER_LIMIT = '#turnsUsed < :turnLimit';
const HAS_ROOM = 'attribute_not_exists(#committed) OR #committed <= :room';
const RATE_ROOM = 'attribute_not_exists(#count) OR #count < :limit';
const BUILT_BY_OWNER = '#build.#state = :building AND #build.#owner = :owner';
const WAITING_BUILD = '#build.#state = :queued OR (#build.#state = :building AND #build.#leaseUntil < :now)';

const guard = (deed: Deed, on: string, ...says: readonly string[]): readonly Guard[] =>
  says.map((sentence) => ({ deed, on, says: sentence }));

const stripping = (name: string, guards: readonly Guard[], more: Partial<Mutant> = {}): Mutant => ({
  name,
  command: (command, deed) => unguarded(command, deed, guards),
  ...more,
});

/** Redundant alone: another guard says the same. Their pairs are below. */
const backedUp = (name: string, guards: readonly Guard[]) => stripping(name, guards, { isHarmless: true });

const dropping = (name: string, of: Deed, ...prefixes: readonly string[]): Mutant => ({
  name,
  command: (command, deed) => (deed === of ? withoutLegs(command, prefixes) : undefined),
});

const commitFence = guard('finish', 'TURN#', EPOCH_MINE, STILL_RUNNING);
const finaliseGuard = guard('finish', 'RES#', HOLD_READ);
const commitHold = guard('finish', 'SESSION#', HELD_BY_TURN);
const claimVersion = guard('claim', 'SESSION#', VERSION_READ);
const takeoverVersion = guard('takeover', 'SESSION#', VERSION_READ);
const takeoverEpoch = guard('takeover', 'TURN#', EPOCH_READ, LEASE_READ);
const takeoverLease = guard('takeover', 'TURN#', LEASE_READ);

/** Nobody counts as alive. */
const deadToAll = (turns: Turns): Turns => ({
  ...turns,
  load: async (request) => {
    const loaded = await turns.load(request);
    return loaded.turn?.state === 'running' ? { ...loaded, turn: { ...loaded.turn, leaseUntil: 0 } } : loaded;
  },
});

/** A claim that was applied and not answered is applied again when it is repeated. */
function claimTwice(command: Command, deed: Deed): Command | undefined {
  if (deed !== 'claim') return undefined;
  const guards = [
    ...guard('claim', 'TURN#', ABSENT),
    ...guard('claim', 'RES#', ABSENT),
    ...guard('claim', 'MSG#', ABSENT),
    ...claimVersion,
  ];
  const { ClientRequestToken: _, ...input } = (unguarded(command, deed, guards) ?? command).input as Input;
  return transaction(input);
}

const parkedForEver = (command: Command): Command =>
  editWrites(command, (write) => {
    const values = write.ExpressionAttributeValues;
    if (values?.[':new_dueAt'] === undefined) return write;
    return { ...write, ExpressionAttributeValues: { ...values, ':new_dueAt': '2099-01-01T00:00:00.000Z' } };
  });

/** Each guard of the product taken away, alone, or with those that stand in for it. */
export const MUTANTS: readonly Mutant[] = [
  dropping('abort forgets the reservation', 'close', 'RES#', 'BUDGET#'),
  { name: 'a new turn id for each attempt', freshIds: true },
  {
    ...stripping('no lease check before takeover', takeoverLease),
    turns: deadToAll,
  },
  { name: '`start` before the claim', startsFirst: true },
  stripping('takeover: its epoch and lease unconditional', takeoverEpoch),
  backedUp('takeover: session version unconditional', takeoverVersion),
  stripping('takeover: epoch, lease and session version unconditional', [...takeoverEpoch, ...takeoverVersion]),
  stripping('takeover: lease as read unconditional', takeoverLease),
  stripping('builder saves without its condition', guard('completeBuild', 'COACH#', BUILT_BY_OWNER)),
  stripping('builder claims what another builds', guard('claimBuild', 'COACH#', WAITING_BUILD)),
  dropping('invoke after commit instead of outbox', 'finish', 'build-coach-config#'),
  { name: 'reserve not idempotent', command: claimTwice },
  stripping('stale usage at settle', guard('close', 'TURN#', LEASE_READ)),
  { name: 'no park TTL', command: (command, deed) => (deed === 'park' ? parkedForEver(command) : undefined) },
  stripping('commit fence alone', commitFence),
  backedUp('finalise guard alone', finaliseGuard),
  backedUp('commit: session hold alone', commitHold),
  stripping('commit fence, finalise guard and session hold', [...commitFence, ...finaliseGuard, ...commitHold]),
  stripping('heartbeat fence', guard('heartbeat', 'TURN#', BEAT_MINE)),
  stripping('restart fence', guard('restart', 'TURN#', BEAT_MINE)),
  backedUp('claim: session version alone', claimVersion),
  backedUp('claim: no other turn alone', guard('claim', 'SESSION#', NO_OTHER_TURN)),
  stripping('claim: session version, no other turn and message number', [
    ...claimVersion,
    ...guard('claim', 'SESSION#', NO_OTHER_TURN),
    ...guard('claim', 'MSG#', ABSENT),
  ]),
  backedUp('claim: turn limit alone', guard('claim', 'SESSION#', UNDER_LIMIT)),
  backedUp('claim: expiry alone', guard('claim', 'SESSION#', NOT_EXPIRED)),
  stripping('claim: room in the budget', guard('claim', 'BUDGET#', HAS_ROOM)),
  stripping('takeover: room in the budget', guard('takeover', 'BUDGET#', HAS_ROOM)),
  stripping('claim: room in the rate window', guard('claim', 'RATE#', RATE_ROOM)),
  stripping('tombstone over a turn', guard('tombstone', 'TURN#', ABSENT)),
  stripping('close: epoch, lease, hold and reservation unconditional', [
    ...guard('close', 'TURN#', EPOCH_READ, LEASE_READ),
    ...guard('close', 'RES#', HOLD_READ),
    ...guard('close', 'SESSION#', HELD_BY_TURN),
  ]),
  stripping('park: lease as read unconditional', guard('park', 'TURN#', LEASE_READ)),
  stripping('park: everything unconditional', [
    ...guard('park', 'TURN#', EPOCH_READ, LEASE_READ),
    ...guard('park', 'RES#', HOLD_READ),
    ...guard('park', 'SESSION#', HELD_BY_TURN),
  ]),
  stripping(
    'sweeper expires sessions that have a turn',
    guard('expireSession', 'SESSION#', 'attribute_not_exists(#activeTurn)'),
  ),
];
