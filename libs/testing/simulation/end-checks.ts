import type { Item } from '../memory-dynamo/values.ts';
import {
  chargeAt,
  contentOf,
  countAt,
  isBeingDeleted,
  isOpenState,
  isTerminalState,
  itemsOf,
  partitionAt,
  textAt,
} from './stored.ts';
import type { Message, World } from './world.ts';

const turnsOf = (world: World) => itemsOf(world, 'TURN#');
const idOf = (item: Item) => textAt(item, 'turnId');
/** Tool results have the user's role and no text. */
const isQuestion = (item: Item) => item['role'] === 'user' && contentOf(item) !== '';
const pkOf = ({ sub, sessionId }: Message) => `S#${sub}#${sessionId}`;

/**
 * P5: turns whose clients wait are over soon after the faults have stopped. A refused client has left, but an older
 * request of its turn may still arrive and claim it.
 */
export function servedAreOver(world: World): void {
  for (const message of world.messages) {
    if (message.hasLeft) continue;
    if (!message.isOver) world.violate('P5', `${message.turnId}: its client waits still, 180 s after the faults`);
    if (isBeingDeleted(message, world)) continue;
    const turn = turnsOf(world).find((item) => idOf(item) === message.turnId);
    const isRefused = message.isOver && !message.shown;
    if (turn && !isRefused && isOpenState(textAt(turn, 'state'))) {
      world.violate('P5', `${message.turnId}: is ${textAt(turn, 'state')} 180 s after the faults`);
    }
  }
}

/** P5: at the end every turn is over, no tokens are held, no session is locked and no order waits. */
function allAreOver(world: World): void {
  for (const turn of turnsOf(world)) {
    if (!isTerminalState(textAt(turn, 'state')))
      world.violate('P5', `${idOf(turn)}: never ended, it is ${textAt(turn, 'state')}`);
  }
  for (const session of itemsOf(world, 'SESSION#')) {
    for (const name of ['activeTurn', 'parkedTurn']) {
      if (session[name] !== undefined)
        world.violate('P5', `${textAt(session, 'sessionId')}: its ${name} is ${textAt(session, name)} for ever`);
    }
  }
  for (const hold of itemsOf(world, 'RES#')) {
    if (hold['state'] === 'held')
      world.violate('P5', `${idOf(hold)}: holds ${countAt(hold, 'amount')} tokens for ever`);
  }
}

/** P1: every acknowledged message is stored word for word, and the end that users saw is stored too. */
function nothingIsLost(world: World): void {
  for (const message of world.messages) {
    if (isBeingDeleted(message, world)) continue;
    const turn = turnsOf(world).find((item) => idOf(item) === message.turnId);
    if (message.isAcknowledged && !turn) {
      world.violate('P1', `${message.turnId}: had begun in front of the person, and is not there`);
    }
    if (!turn || turn['isTombstone']) continue;
    const asked = itemsOf(world, 'MSG#').find((item) => idOf(item) === message.turnId && isQuestion(item));
    if (!asked || contentOf(asked) !== message.text)
      world.violate('P1', `${message.turnId}: its message is not as it was sent`);
    shownIsStored(message, turn, world);
  }
}

const ENDS: Readonly<Record<string, string>> = { complete: 'completed', aborted: 'aborted', error: 'failed' };

function shownIsStored({ shown, turnId }: Message, turn: Item, world: World): void {
  if (!shown) return;
  const stored = itemsOf(world, 'MSG#').filter((item) => idOf(item) === turnId && item['role'] === 'assistant');
  const text = stored.map(contentOf).join('');
  if (ENDS[shown.type] !== turn['state'])
    world.violate('P6', `${turnId}: ${shown.type} was shown, it is ${textAt(turn, 'state')}`);
  if (shown.type !== 'error' && shown.text !== text)
    world.violate('P6', `${turnId}: "${shown.text}" was shown, "${text}" is stored`);
}

/** P2: each message is stored once in its session, and answers follow their questions. */
function nothingIsDouble(world: World): void {
  const bySession = Map.groupBy(itemsOf(world, 'MSG#'), (item) => textAt(item, 'pk'));
  for (const [session, unsorted] of bySession) {
    const messages = unsorted.toSorted((a, b) => countAt(a, 'seq') - countAt(b, 'seq'));
    if (messages.some((item, place) => countAt(item, 'seq') !== place))
      world.violate('P2', `${session}: numbers are missing`);
    const asked = messages.filter(isQuestion).map(contentOf);
    const double = asked.find((text, place) => asked.indexOf(text) !== place);
    if (double !== undefined) world.violate('P2', `${session}: "${double}" stands twice`);
    const completed = new Set(
      turnsOf(world)
        .filter((turn) => turn['state'] === 'completed')
        .map(idOf),
    );
    const kept = messages.filter((item) => completed.has(idOf(item)));
    if (kept.some((item, place) => item['role'] !== (place % 2 === 0 ? 'user' : 'assistant'))) {
      world.violate('P2', `${session}: questions and answers do not alternate`);
    }
  }
  for (const message of world.messages) {
    const strays = turnsOf(world).filter((item) => item['pk'] === pkOf(message) && idOf(item) === message.turnId);
    if (strays.length > 1) world.violate('P2', `${message.turnId}: stands twice`);
  }
}

/** P12: the charges equal the usage of the turns. */
function chargesAreTheTurns(world: World): void {
  for (const turn of turnsOf(world)) {
    if (turn['isTombstone']) continue;
    const hold = itemsOf(world, 'RES#').find((item) => idOf(item) === idOf(turn));
    const charge = turn['charged'] === undefined ? chargeAt(turn) : countAt(turn, 'charged');
    if (countAt(hold, 'amount') !== charge) {
      world.violate('P12', `${idOf(turn)}: says ${charge} tokens, ${countAt(hold, 'amount')} were paid`);
    }
  }
}

/** P16: every finished interview has its coach, and the outbox is empty. */
function coachesAreBuilt(world: World): void {
  for (const session of itemsOf(world, 'SESSION#')) {
    const coach = itemsOf(world, 'COACH#').find((item) => item['coachId'] === session['sessionId']);
    const build = coach?.['build'] as { state?: string } | undefined;
    const isReady = build?.state === 'ready' && coach?.['config'] !== undefined;
    if (session['status'] === 'ended' && !isReady) {
      world.violate('P16', `${textAt(session, 'sessionId')}: its coach is ${build?.state ?? 'not there'}`);
    }
  }
  const waiting = itemsOf(world, 'build-coach-config#').length + itemsOf(world, 'delete-user-data#').length;
  if (waiting > 0) world.violate('P16', `${waiting} orders wait for ever`);
}

/** P19: nothing is left of a deleted session, except late items with a TTL. */
function deletedIsGone(world: World): void {
  const isOfIt = ({ pk }: Item) => [...world.deletions.keys()].some((partition) => String(pk).startsWith(partition));
  const left = [...itemsOf(world, 'TURN#'), ...itemsOf(world, 'MSG#')].filter(isOfIt);
  const sessions = itemsOf(world, 'SESSION#').filter((session) => world.deletions.has(partitionAt(session)));
  for (const item of [...left.filter(({ ttl }) => ttl === undefined), ...sessions]) {
    world.violate('P19', `${textAt(item, 'pk')}: was deleted, and ${textAt(item, 'sk')} is left`);
  }
}

/** P18: the totals of a person are the numbers of stored rows. */
function totalsAreTheRows(world: World): void {
  const rowsOf = (prefix: string) => Map.groupBy(itemsOf(world, prefix), (item) => textAt(item, 'pk'));
  for (const [prefix, counted] of Object.entries({ 'NOTE#': 'notes', 'COACH#': 'coaches' })) {
    const totals = new Map(itemsOf(world, 'COUNTS').map((item) => [textAt(item, 'pk'), countAt(item, counted)]));
    for (const [pk, rows] of rowsOf(prefix)) {
      if (totals.get(pk) !== rows.length)
        world.violate('P18', `${pk}: ${rows.length} ${counted}, ${totals.get(pk)} counted`);
    }
  }
}

/** Checks at the end, when all work is done. */
export const END_CHECKS = [
  allAreOver,
  nothingIsLost,
  nothingIsDouble,
  chargesAreTheTurns,
  coachesAreBuilt,
  deletedIsGone,
  totalsAreTheRows,
] as const;
