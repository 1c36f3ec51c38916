import { unpackFrames } from '#adapters/dynamodb/frames';
import type { Frame } from '#contract/sse';
import { chargeOf, type Usage } from '#contract/usage';
import type { ContentBlock } from '#ports/model';
import type { SessionRef } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import type { Item } from '../memory-dynamo/values.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME } from '../tables.ts';
import type { Message, World } from './world.ts';

/** Reads of the store for the checks. */

export const textAt = (item: Item | undefined, name: string): string => String(item?.[name] ?? '');
export const countAt = (item: Item | undefined, name: string): number => Number(item?.[name] ?? 0);
export const isKind = (item: Item | undefined, prefix: string): item is Item => textAt(item, 'sk').startsWith(prefix);

export const isTerminalState = (state: string): boolean => ['completed', 'aborted', 'failed'].includes(state);
export const isOpenState = (state: string): boolean => state === 'running' || state === 'parked';
export const chargeAt = (turn: Item): number => chargeOf(turn['usage'] as unknown as Usage);

export const itemsOf = (world: World, prefix: string): readonly Item[] =>
  [...world.dynamo.items(TABLE_NAME)].filter((item) => isKind(item, prefix));

export const contentOf = (item: Item): string =>
  (item['content'] as unknown as readonly ContentBlock[])
    .map((block) => (block.type === 'text' ? block.text : ''))
    .join('');

/** A message without its turn's status. */
export const unmarked = ({ turnStatus: _, ...message }: Item): string => JSON.stringify(message);

export const refOf = ({ sub, sessionId, turnId }: Message): TurnRef => ({
  sub,
  kind: 'coach_creator',
  sessionId,
  turnId,
});

/** The partition of a session's turns and messages. */
export const partitionOf = ({ sub, sessionId }: Pick<SessionRef, 'sub' | 'sessionId'>): string =>
  `S#${sub}#${sessionId}`;

/** The partition of the session that an item belongs to. */
export const partitionAt = (item: Item): string => `S#${textAt(item, 'sub')}#${textAt(item, 'sessionId')}`;

/** The user has asked to delete its session, so it may be refused or gone. */
export const isBeingDeleted = (message: Message, world: World): boolean => world.deletions.has(partitionOf(message));

/** The complete store as a text that can be compared. */
export const snapshotOf = (world: World): string =>
  JSON.stringify([[...world.dynamo.items(TABLE_NAME)], [...world.dynamo.items(EVENTS_TABLE_NAME)]]);

/** The stored events of one epoch of a turn, in order. */
export function framesOf(world: World, turn: Item, epoch: number): readonly Frame[] {
  const pk = `${textAt(turn, 'pk')}#${textAt(turn, 'turnId')}`;
  const prefix = `${String(epoch).padStart(4, '0')}#`;
  return [...world.dynamo.items(EVENTS_TABLE_NAME)]
    .filter((item) => item['pk'] === pk && isKind(item, prefix))
    .sort((a, b) => (textAt(a, 'sk') < textAt(b, 'sk') ? -1 : 1))
    .flatMap((item) => unpackFrames(textAt(item, 'frames'), epoch));
}

/** P15: when a stop is answered, the turn is over, its hold is settled and its session is free. */
export function checkStopped({ sub, sessionId, turnId }: Message, status: string, world: World): void {
  if (isOpenState(status)) world.violate('P15', `${turnId}: the stop was answered while the turn is ${status}`);
  for (const hold of itemsOf(world, 'RES#')) {
    if (hold['sub'] === sub && hold['turnId'] === turnId && hold['state'] === 'held') {
      world.violate('P15', `${turnId}: was stopped, and still holds ${countAt(hold, 'amount')} tokens`);
    }
  }
  for (const session of itemsOf(world, 'SESSION#')) {
    if (session['sub'] === sub && session['sessionId'] === sessionId && session['activeTurn'] === turnId) {
      world.violate('P15', `${turnId}: was stopped, and still holds its session`);
    }
  }
}

/** P15: when a deletion is answered, no reader finds the session, no turn runs in it and no tokens are held. */
export function checkDeleted({ sub, sessionId }: SessionRef, world: World): void {
  const isOfIt = (item: Item) => item['sub'] === sub && item['sessionId'] === sessionId;
  for (const session of itemsOf(world, 'SESSION#').filter(isOfIt)) {
    if (session['deletedAt'] === undefined) world.violate('P15', `${sessionId}: was deleted, and is there still`);
  }
  for (const turn of itemsOf(world, 'TURN#').filter(isOfIt)) {
    if (turn['state'] === 'running')
      world.violate('P15', `${textAt(turn, 'turnId')}: runs in a session that was deleted`);
  }
  for (const hold of itemsOf(world, 'RES#').filter(isOfIt)) {
    if (hold['state'] === 'held')
      world.violate(
        'P15',
        `${textAt(hold, 'turnId')}: holds ${countAt(hold, 'amount')} tokens in a session that was deleted`,
      );
  }
}
