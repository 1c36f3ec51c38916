import type { CoachClient, SessionId, Turn } from '#client/create-coach-client';
import type { TurnFields } from '#client/open-turns';
import { Refusal } from '#client/refusal';
import { type Message, WORDINGS } from '#client/turn-fields';
import { watchTurn } from '#client/watch-turn';
import type { ProblemCode } from '#contract/problems';
import { createSessionStore, type SessionStore } from './session-store.ts';

/** How a turn's running ended for this page; `left` when the page turned away before the end. */
export type TurnEnd = 'ended' | 'interrupted' | 'left' | ProblemCode;

/** Runs the turns of one session, one at a time, into its store. */
export interface TurnRunner {
  readonly store: SessionStore;
  isRunning(): boolean;
  /** Does nothing while a turn is running. */
  send(message: Message): Promise<TurnEnd>;
  /** Asks again for the turn that this device has sent and not seen the end of, if there is one. */
  resume(): Promise<TurnEnd>;
  /** Reads along with a turn of another window; `left` when it could not be read to its end. */
  watch(turnId: string): Promise<TurnEnd>;
  stop(): Promise<void>;
  /** After a lost connection the same turn again; otherwise the last message as a new turn. */
  retry(): Promise<TurnEnd>;
  /** Stops listening. The turn goes on at the server, and can be resumed. */
  leave(): void;
}

export interface TurnRunnerDeps {
  readonly client: CoachClient;
  /** Whether the server has no such session yet, and the next turn begins it. Only of coaches that begin so. */
  readonly isNew?: () => boolean;
  readonly now?: () => number;
  readonly flushMs?: number;
}

function endOf(error: unknown, store: SessionStore): TurnEnd {
  if (!(error instanceof Refusal)) {
    store.dispatch({ type: 'turn_interrupted' });
    return 'interrupted';
  }
  const { code, retryAfterMs, details } = error;
  store.dispatch({ type: 'turn_refused', code, retryAfterMs, details });
  return code;
}

export function createTurnRunner(id: SessionId, deps: TurnRunnerDeps): TurnRunner {
  const { client, isNew = () => false, now = Date.now, flushMs } = deps;
  const store = createSessionStore(flushMs, now);
  const wording = WORDINGS[id.kind];
  const clock = () => new Date(now()).toISOString();
  let turn: Turn | undefined;
  let lastFields: TurnFields | undefined;

  const leave = () => {
    turn?.leave();
    turn = undefined;
  };

  const follow = async (next: Turn, fields: TurnFields): Promise<TurnEnd> => {
    leave();
    turn = next;
    lastFields = fields;
    store.dispatch({ type: 'turn_sent', turnId: next.turnId, createdAt: clock(), ...wording.messageOf(fields) });
    try {
      for await (const update of next) if (turn === next) store.dispatch(update);
      return turn === next ? 'ended' : 'left';
    } catch (error) {
      return turn === next ? endOf(error, store) : 'left';
    } finally {
      if (turn === next) turn = undefined;
    }
  };

  const watch = async (turnId: string): Promise<TurnEnd> => {
    leave();
    const next = watchTurn(client, id, turnId);
    turn = next;
    store.dispatch({ type: 'turn_read', turnId });
    let isOver = false;
    for await (const update of next) {
      if (turn !== next) return 'left';
      isOver = update.type === 'complete' || update.type === 'aborted' || update.type === 'error';
      store.dispatch(update);
    }
    if (turn !== next) return 'left';
    turn = undefined;
    if (!isOver) store.dispatch({ type: 'turn_read', turnId: undefined });
    return isOver ? 'ended' : 'left';
  };

  const start = (fields: TurnFields): Promise<TurnEnd> => {
    if (turn) return Promise.resolve('left');
    const { lastTurnId } = store.state();
    const startsSession = wording.startsSession && lastTurnId === undefined && isNew();
    return follow(client.turn({ ...id, fields, parentTurnId: lastTurnId, startsSession }), fields);
  };

  const resume = async (): Promise<TurnEnd> => {
    const open = await client.openTurn(id);
    return open ? follow(client.resume(id, open), open.fields) : 'left';
  };

  return {
    store,
    leave,
    resume,
    watch,
    isRunning: () => turn !== undefined,
    send: (message) => start(wording.fieldsOf(message, clock())),
    async stop() {
      if (!turn) return;
      store.dispatch({ type: 'stop_requested' });
      await turn.stop();
    },
    async retry() {
      const { error, messages } = store.state();
      if (error?.kind === 'interrupted') return resume();
      const failed = messages.findLast(({ role, state }) => role === 'user' && state === 'failed');
      return start(wording.again(lastFields ?? wording.fieldsOf({ text: failed?.text ?? '' }, clock()), clock()));
    },
  };
}
