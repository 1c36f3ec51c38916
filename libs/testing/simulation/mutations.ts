import type { Frame } from '#contract/sse';
import { CoachError, WriteRefused } from '#ports/errors';
import type { Loaded, Turns } from '#ports/turns';
import type { Command } from '../memory-dynamo/engine.ts';
import { editWrites, transaction, unguarded, withoutItems } from './edit-command.ts';
import { guard, type Mutant } from './mutant.ts';
import * as says from './sentences.ts';
import { type Deed, type Input, skOf, type Write } from './write-names.ts';

/** What mutants do besides removing a condition. */

export const dropping = (name: string, of: Deed, ...prefixes: readonly string[]): Mutant => ({
  name,
  command: (command, deed) => (deed === of ? withoutItems(command, prefixes) : undefined),
});

/** Changes a value that an update sets. */
function setting(write: Write, name: string, change: (value: unknown) => unknown): Write {
  const values = write.ExpressionAttributeValues;
  if (values?.[`:new_${name}`] === undefined) return write;
  return { ...write, ExpressionAttributeValues: { ...values, [`:new_${name}`]: change(values[`:new_${name}`]) } };
}

const seeing = (change: (loaded: Loaded) => Loaded) => (turns: Turns) => ({
  ...turns,
  load: async (request: Parameters<Turns['load']>[0]) => change(await turns.load(request)),
});

/** A commit that storage refuses counts as one that it did not answer. */
export const refusedIsUnanswered = (turns: Turns): Turns => ({
  ...turns,
  finish: (finish) =>
    turns.finish(finish).catch((error: unknown) => {
      throw error instanceof WriteRefused ? new CoachError('dependency_unavailable', 'no answer') : error;
    }),
});

/** Every producer counts as dead. */
export const deadToAll = seeing((loaded) =>
  loaded.turn?.state === 'running' ? { ...loaded, turn: { ...loaded.turn, leaseUntil: 0 } } : loaded,
);

/** Admission ignores the session's expiry and its turn count, so only the claim's conditions check them. */
export const timeless = seeing((loaded) =>
  loaded.session ? { ...loaded, session: { ...loaded.session, status: 'active', expiresAt: null } } : loaded,
);
export const uncounted = seeing((loaded) =>
  loaded.session ? { ...loaded, session: { ...loaded.session, turnsUsed: 0 } } : loaded,
);

/** The sweeper treats every producer as dead. */
export const deadToSweepers = (turns: Turns): Turns => ({
  ...turns,
  find: async (ref) => {
    const found = await turns.find(ref);
    return found.turn?.state === 'running' ? { ...found, turn: { ...found.turn, leaseUntil: 0 } } : found;
  },
});

/** An abort does not wait for the producer. */
export function impatient(turns: Turns): Turns {
  let hasAsked = false;
  return {
    ...turns,
    requestStop: async (...request) => {
      hasAsked = await turns.requestStop(...request);
      return hasAsked;
    },
    read: async (ref) => {
      if (!hasAsked) return turns.read(ref);
      hasAsked = false;
      return undefined;
    },
  };
}

/** The producer never sees a stop. */
export const deafToStops = (turns: Turns): Turns => ({
  ...turns,
  heartbeat: async (...beat) => {
    const answer = await turns.heartbeat(...beat);
    return answer === 'lost' ? answer : { ...answer, isStopped: false };
  },
  read: async (ref) => {
    const { stopAt: _, ...turn } = (await turns.read(ref)) ?? {};
    return 'turnId' in turn ? (turn as Awaited<ReturnType<Turns['read']>>) : undefined;
  },
});

/** Does not charge the model request of a claim that failed. */
export const losersAreFree = (turns: Turns): Turns => ({ ...turns, chargeLost: async () => true });

/** A producer that has restarted its turn forgets what it showed before. */
export const forgetful = (turns: Turns): Turns => ({
  ...turns,
  heartbeat: (ref, epoch, { wasShown: _, ...renewal }) => turns.heartbeat(ref, epoch, renewal),
  finish: (finish) =>
    turns.finish(
      finish.state === 'aborted' && finish.epoch > 1 && finish.messages.length === 0
        ? { ...finish, countsAsTurn: false }
        : finish,
    ),
});

/** A stopped turn gives its preview back even after something was shown. */
export const generous = (turns: Turns): Turns => ({
  ...turns,
  finish: (finish) => turns.finish(finish.state === 'aborted' ? { ...finish, giveBack: 'preview' } : finish),
});

/** Applies a claim again when it is retried because its answer was lost. */
export const deadToReserves = (turns: Turns): Turns => ({
  ...turns,
  findHolds: async (sub, period) => {
    const found = await turns.findHolds(sub, period);
    const holds = found.holds.map((hold) => (hold.turn ? { ...hold, turn: { ...hold.turn, leaseUntil: 0 } } : hold));
    return { ...found, holds };
  },
});

/** A reserve that lacks room finds no hold, so dead ones wait for the sweeper. */
export const findingNoHolds = (turns: Turns): Turns => ({
  ...turns,
  findHolds: async (sub, period) => ({ ...(await turns.findHolds(sub, period)), holds: [] }),
});

/** A claim that was applied and not answered is applied again when it is repeated. */
export function claimTwice(command: Command, deed: Deed): Command | undefined {
  if (deed !== 'claim') return undefined;
  const guards = [
    ...guard('claim', 'TURN#', says.ABSENT),
    ...guard('claim', 'RES#', says.ABSENT),
    ...guard('claim', 'MSG#', says.ABSENT),
    ...guard('claim', 'SESSION#', says.VERSION_READ),
  ];
  const { ClientRequestToken: _, ...input } = (unguarded(command, deed, guards) ?? command).input as Input;
  return transaction(input);
}

export const parkedForEver = (command: Command): Command =>
  editWrites(command, (write) => setting(write, 'dueAt', () => '2099-01-01T00:00:00.000Z'));

/** A process that ends a turn from outside does not begin a new epoch. */
export function endedInItsEpoch(command: Command, deed: Deed): Command | undefined {
  if (deed !== 'close') return undefined;
  const before = (value: unknown) => Number(value) - 1;
  return editWrites(command, (write) =>
    skOf(write).startsWith('TURN#') ? setting(setting(write, 'epoch', before), 'finalEpoch', before) : write,
  );
}

/** Events that are sent before the claim. */
export const EARLY_START: Frame = {
  event: {
    type: 'start',
    turnId: '',
    epoch: 1,
    sessionId: '',
    turnsUsed: 1,
    turnsRemaining: null,
    budgetRemaining: 0,
    expiresAt: null,
    serverTime: '',
  },
};
export const EARLY_SEARCH: Frame = { id: { epoch: 1, seq: 2 }, event: { type: 'grounding', query: 'hi' } };
