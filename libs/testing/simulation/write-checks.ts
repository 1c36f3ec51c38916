import { isTerminal } from '#contract/events';
import { TIERS } from '#contract/tiers';
import { FOLLOWS_A_MINUTE, GRACE_MS, LEASE_MS } from '#services/turn/parameters';
import type { Item } from '../memory-dynamo/values.ts';
import type { Change } from '../memory-dynamo/writing.ts';
import { BUILD_CHECKS } from './build-checks.ts';
import { TURN_LIMIT } from './coach.ts';
import { SKEW_MS } from './faults.ts';
import { aborterWaits, noteStopRequest, shownPreviewIsUsed, stopKeepsWhatWasSent } from './stop-checks.ts';
import {
  chargeAt,
  contentOf,
  countAt,
  framesOf,
  isKind,
  isOpenState,
  isTerminalState,
  itemsOf,
  partitionAt,
  textAt,
  unmarked,
} from './stored.ts';
import { NOTE } from './tools.ts';
import { searchesStayInLimits } from './usage-checks.ts';
import type { World } from './world.ts';
import type { Written } from './written.ts';

/** P3: no process takes a turn over, or parks it, while its producer may be alive. */
function producerIsDead({ before, after, now, world }: Written): void {
  if (!isKind(before, 'TURN#') || before['state'] !== 'running' || !after) return;
  const { deed } = world.writer();
  if (!['takeover', 'park'].includes(deed)) return;
  const earliest = countAt(before, 'leaseUntil') + GRACE_MS - SKEW_MS;
  if (now < earliest) {
    world.violate(
      'P3',
      `${deed} of ${textAt(before, 'turnId')} ${earliest - now} ms before its producer counts as dead`,
    );
  }
}

/** P14: a turn that is over does not change, and epochs only grow. */
function endsOnce({ before, after, world }: Written): void {
  if (!isKind(before, 'TURN#') || !after) return;
  const turnId = textAt(before, 'turnId');
  if (countAt(after, 'epoch') < countAt(before, 'epoch')) world.violate('P14', `${turnId}: its epoch went back`);
  if (!isTerminalState(textAt(before, 'state'))) return;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const name of names) {
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) {
      const { deed } = world.writer();
      world.violate('P4', `${turnId}: was ${textAt(before, 'state')}, and then ${deed} changed its ${name}`);
    }
  }
}

/** P4: an answer equals the log of its final epoch, and is stored with the end of the turn. */
function answerIsItsLog({ before, after, all, world }: Written): void {
  if (!isKind(after, 'TURN#') || after['state'] !== 'completed' || before?.['state'] === 'completed') return;
  const turnId = textAt(after, 'turnId');
  const frames = framesOf(world, after, countAt(after, 'finalEpoch'));
  const said = frames.map(({ event }) => (event.type === 'chunk' ? event.text : '')).join('');
  const last = frames.at(-1)?.event;
  const answers = all.flatMap((change) => (isKind(change.after, 'MSG#') ? [change.after] : []));
  const stored = answers.map(contentOf).join('');
  if (said !== stored) world.violate('P4', `${turnId}: the log says "${said}", the answer "${stored}"`);
  if (last?.type !== 'complete' || last.aiResponse !== said)
    world.violate('P4', `${turnId}: the log does not end with its answer`);
  if (frames.filter(({ event }) => isTerminal(event)).length !== 1) world.violate('P4', `${turnId}: has not one end`);
  if (frames.some(({ id }, place) => id?.seq !== place + 1)) world.violate('P6', `${turnId}: its log has a gap`);
  world.counts.completed += 1;
}

/** P18: the writes of tools are stored with the answer that used them, all of them, once, and only then. */
function writesComeWithTheAnswer({ before, after, all, world }: Written): void {
  if (isKind(after, 'NOTE#') && world.writer().deed !== 'finish')
    world.violate('P18', `a tool wrote by ${world.writer().deed}`);
  const isEnd = isKind(after, 'TURN#') && before?.['state'] === 'running' && isTerminalState(textAt(after, 'state'));
  if (!isEnd || after['finalEpoch'] === undefined) return;
  const written = all.filter((change) => isKind(change.after, 'NOTE#')).length;
  const frames = framesOf(world, after, countAt(after, 'finalEpoch'));
  const uses = new Set(
    frames.flatMap(({ event }) => (event.type === 'tool' && event.name === NOTE ? [event.toolUseId] : [])),
  );
  const noted = frames.filter(({ event }) => event.type === 'tool_result' && event.ok && uses.has(event.toolUseId));
  const due = after['state'] === 'completed' ? noted.length : 0;
  if (written !== due)
    world.violate(
      'P18',
      `${textAt(after, 'turnId')}: ${textAt(after, 'state')}, ${due} things noted, ${written} written`,
    );
}

/** P13: the usage that a producer reports was held. A process that ends the turn from outside knows only the text. */
function costIsHeld({ before, after, world }: Written): void {
  if (!isKind(before, 'RES#') || !after || world.writer().deed !== 'finish') return;
  const [held, cost] = [countAt(before, 'amount'), countAt(after, 'amount')];
  if (cost > held) world.violate('P13', `${textAt(before, 'turnId')}: cost ${cost} tokens, ${held} were held`);
}

/** P12, P14: the end of a turn settles its hold in the same write, with all observed usage. */
function endSettlesTheHold({ before, after, all, world }: Written): void {
  if (!isKind(after, 'TURN#') || !isOpenState(textAt(before, 'state')) || !isTerminalState(textAt(after, 'state')))
    return;
  if (after['charged'] === undefined) return; // The next turn has failed it; parking had settled its hold.
  const turnId = textAt(after, 'turnId');
  const hold = all.find((change) => isKind(change.after, 'RES#'))?.after;
  if (!hold || hold['state'] === 'held') world.violate('P14', `${turnId}: ended without its hold`);
  if (countAt(hold, 'amount') !== countAt(after, 'charged')) {
    world.violate('P12', `${turnId}: charged ${countAt(after, 'charged')}, its hold became ${countAt(hold, 'amount')}`);
  }
  const isByOther = world.writer().deed === 'close';
  if (before && isByOther && countAt(after, 'charged') < chargeAt(before)) {
    world.violate('P12', `${turnId}: ${chargeAt(before)} tokens were seen, ${countAt(after, 'charged')} charged`);
  }
}

/** P14: a hold ends once. Only the hold of a parked turn is reopened. */
function holdEndsOnce({ before, after, world }: Written): void {
  if (!isKind(before, 'RES#') || !after) return;
  const [from, to] = [textAt(before, 'state'), textAt(after, 'state')];
  const turnId = textAt(before, 'turnId');
  if (from === 'settled')
    world.violate('P14', `the hold of ${turnId} was settled, and then changed by ${world.writer().deed}`);
  if (countAt(after, 'version') !== countAt(before, 'version') + 1)
    world.violate('P14', `the hold of ${turnId} skipped a version`);
  if (from === to && from !== 'held' && from !== 'settled')
    world.violate('P14', `the hold of ${turnId} was ${from} twice`);
}

/** P10: no turn is claimed in a session that has expired on the claimer's clock, and no session expires early. */
function sessionIsOpen({ before, after, all, now, world }: Written): void {
  if (!isKind(before, 'SESSION#') || !after) return;
  const { deed } = world.writer();
  const name = textAt(before, 'sessionId');
  const expiresAt = Date.parse(textAt(before, 'expiresAt'));
  if (deed === 'claim' || deed === 'takeover') {
    const turn = all.find((change) => isKind(change.after, 'TURN#'))?.after;
    const claimedAt = countAt(turn, 'leaseUntil') - LEASE_MS;
    if (claimedAt >= expiresAt) world.violate('P10', `${name}: a ${deed} ${claimedAt - expiresAt} ms after it expired`);
    if (before['status'] !== 'active') world.violate('P10', `${name}: a ${deed} while ${textAt(before, 'status')}`);
    if (before['deletedAt'] !== undefined) world.violate('P10', `${name}: a ${deed} after it was deleted`);
  }
  if (before['status'] === 'ended' && after['status'] !== 'ended')
    world.violate('P10', `${name}: had ended, and then expired`);
  if (before['status'] === 'active' && after['status'] === 'expired') {
    if (now + SKEW_MS < expiresAt) world.violate('P10', `${name}: expired ${expiresAt - now} ms early`);
    if (before['activeTurn'] !== undefined) world.violate('P19', `${name}: expired with a turn running`);
  }
}

/** P19: a removed item belongs to a deleted session in which no turn runs, or its TTL has passed. */
function removesWhatIsOver({ before, after, now, world }: Written): void {
  if (after || !(isKind(before, 'TURN#') || isKind(before, 'MSG#') || isKind(before, 'SESSION#'))) return;
  const { name } = world.writer();
  const what = `${textAt(before, 'sk')} of ${textAt(before, 'pk')}`;
  if (before['ttl'] !== undefined && countAt(before, 'ttl') * 1_000 <= now) return;
  if (!name.startsWith('remover')) world.violate('P19', `${what}: removed by ${name}`);
  const isUnmarked = (session: Item) => partitionAt(session) === before['pk'] && session['deletedAt'] === undefined;
  const isKept = isKind(before, 'SESSION#')
    ? before['deletedAt'] === undefined
    : itemsOf(world, 'SESSION#').some(isUnmarked);
  if (isKept) world.violate('P19', `${what}: removed, and its session was not deleted`);
  if (before['state'] === 'running') world.violate('P19', `${what}: removed while it runs`);
}

/** P12: a hold is returned in full only when nothing of it was used. */
function refundsNothingUsed({ before, after, world }: Written): void {
  if (isKind(after, 'TURN#')) world.used.set(textAt(after, 'turnId'), chargeAt(after));
  if (!isKind(after, 'RES#') || !['release', 'park'].includes(world.writer().deed)) return;
  const turnId = textAt(before, 'turnId');
  const used = world.used.get(turnId) ?? 0;
  if (used > countAt(after, 'amount'))
    world.violate('P12', `${turnId}: used ${used} tokens, ${countAt(after, 'amount')} were paid`);
}

/** P7: a watcher writes nothing except its count, and its request for sooner checkpoints. */
function watchersDoNothing({ world }: Written): void {
  const { name, deed } = world.writer();
  if (name.startsWith('watcher') && deed !== 'follow' && deed !== 'countRequest')
    world.violate('P7', `${name} only watched, and wrote: ${deed}`);
}

/** P9: a message that names its predecessor is claimed only directly after it. */
function followsItsParent({ before, all, world }: Written): void {
  if (world.writer().deed !== 'claim' || !isKind(before, 'SESSION#')) return;
  const turnId = textAt(all.find((change) => isKind(change.after, 'TURN#') && !change.before)?.after, 'turnId');
  const parent = world.messages.find((message) => message.turnId === turnId)?.parentTurnId;
  const known = ['lastTurn', 'lastCompletedTurn', 'parkedTurn'].map((name) => textAt(before, name));
  if (parent !== undefined && !known.includes(parent)) world.violate('P9', `${turnId}: claimed with a stale parent`);
}

/** P11: the turn limit of a session, and the limits of a minute for messages and follows hold. */
function staysInLimits({ before, after, world }: Written): void {
  const count = countAt(after, 'count');
  const isOverfull = (kind: string, limit: number) => isKind(after, `RATE#${kind}#`) && count > limit;
  if (isOverfull('messages', TIERS[world.tier].messagesPerMinute) || isOverfull('follows', FOLLOWS_A_MINUTE))
    world.violate('P11', `${count} in ${textAt(after, 'sk')}`);
  if (!isKind(after, 'SESSION#')) return;
  const used = countAt(after, 'turnsUsed');
  if (used > TURN_LIMIT) world.violate('P11', `${used} turns in ${textAt(after, 'sessionId')}`);
  const [answersBefore, answersAfter] = [before, after].map((item) => countAt(item?.['state'] as never, 'answers'));
  if (before && answersAfter !== answersBefore && answersAfter !== (answersBefore ?? 0) + 1) {
    world.violate('P4', `${textAt(after, 'sessionId')}: an answer was counted twice, or another one forgotten`);
  }
}

/** P2: a message is written once, under the next number. */
function messageIsNew({ before, after, world }: Written): void {
  if (isKind(before, 'MSG#') && after && unmarked(before) !== unmarked(after)) {
    world.violate('P2', `message ${textAt(before, 'sk')} was written over`);
  }
  if (isKind(before, 'TURN#') && after && !before['isTombstone'] && before['messageSeq'] !== after['messageSeq']) {
    world.violate('P2', `${textAt(before, 'turnId')}: moved to another message`);
  }
}

export const CHECKS = [
  producerIsDead,
  endsOnce,
  answerIsItsLog,
  writesComeWithTheAnswer,
  costIsHeld,
  endSettlesTheHold,
  holdEndsOnce,
  sessionIsOpen,
  followsItsParent,
  staysInLimits,
  messageIsNew,
  ...BUILD_CHECKS,
  removesWhatIsOver,
  refundsNothingUsed,
  watchersDoNothing,
  searchesStayInLimits,
  stopKeepsWhatWasSent,
  noteStopRequest,
  aborterWaits,
  shownPreviewIsUsed,
] as const;

/** Checks every write right after it. */
export function watchWrites(world: World, ledger: (changes: readonly Change[]) => void): void {
  world.dynamo.hooks.onWrite = (all) => {
    world.counts.writes += 1;
    world.overtaking.changed(world.writer(), all);
    const now = world.startedAt + world.time.now();
    for (const change of all) for (const check of CHECKS) check({ ...change, all, world, now });
    ledger(all);
  };
}
