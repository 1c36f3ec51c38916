import type { CoachDescriptor, SessionRef } from '#client/coach-descriptor';
import type { CoachClient, Turn } from '#client/create-coach-client';
import type { Message } from '#client/message';
import { sentIn } from '#client/reduce-answer';
import { Refusal } from '#client/refusal';
import { watchTurn } from '#client/watch-turn';
import type { ProblemCode } from '#contract/problems';
import { createSessionStore, type SessionStore } from './session-store.ts';

/** How a turn ended for this page; `left` when the page turned away before the end. */
export type TurnEnd = 'ended' | 'interrupted' | 'left' | ProblemCode;

/** Runs the turns of one session, one at a time, into its store. */
export interface TurnRunner<Sent extends Message = Message, Own extends object = object> {
  readonly store: SessionStore<Own>;
  isRunning(): boolean;
  /** Does nothing while a turn is running. */
  send(message: Sent): Promise<TurnEnd>;
  /** Asks again for the turn that this device has sent and whose end it has not seen, if there is one. */
  resume(): Promise<TurnEnd>;
  /** Follows a turn of another window; `left` when it could not be followed to its end. */
  watch(turnId: string): Promise<TurnEnd>;
  stop(): Promise<void>;
  /** After a lost connection the same turn again; otherwise the last message as a new turn, in place of a failed one. */
  retry(): Promise<TurnEnd>;
  /** Stops listening. The turn continues at the server, and can be resumed. */
  leave(): void;
}

export interface TurnRunnerDeps {
  readonly client: CoachClient;
  /** The server has no such session yet, and the next turn creates it. Only where first turns do that. */
  readonly isNew?: () => boolean;
  readonly now?: () => number;
  readonly flushMs?: number;
}

function endOf<Own>(error: unknown, store: SessionStore<Own>): TurnEnd {
  if (!(error instanceof Refusal)) {
    store.dispatch({ type: 'turn_interrupted' });
    return 'interrupted';
  }
  const { code, retryAfterMs, details } = error;
  store.dispatch({ type: 'turn_refused', code, retryAfterMs, details });
  return code;
}

async function stop<Own>(turn: Turn | undefined, { sessionId }: SessionRef, store: SessionStore<Own>): Promise<void> {
  if (!turn) return;
  store.dispatch({ type: 'stop_requested' });
  const { turnId } = turn;
  // A session that was never created begins again under another id, with the words of its first turn.
  if (!(await turn.stop()) && turnId !== sessionId) store.dispatch({ type: 'turn_not_accepted', turnId });
}

export function createTurnRunner<Sent extends Message, Own extends object>(
  session: SessionRef<CoachDescriptor<Sent, Own>>,
  deps: TurnRunnerDeps,
): TurnRunner<Sent, Own> {
  const { client, isNew = () => false, now = Date.now, flushMs } = deps;
  const store = createSessionStore(session.coach.own, flushMs, now);
  let turn: Turn | undefined;
  let lastMessage: Message | undefined;

  const leave = () => {
    turn?.leave();
    turn = undefined;
  };

  const follow = async (next: Turn, message: Message, replaces?: string): Promise<TurnEnd> => {
    leave();
    turn = next;
    lastMessage = message;
    const createdAt = new Date(now()).toISOString();
    store.dispatch({ type: 'turn_sent', turnId: next.turnId, message, createdAt, replaces });
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
    const next = watchTurn(client, session, turnId);
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

  const start = (message: Message, replaces?: string): Promise<TurnEnd> => {
    if (turn) return Promise.resolve('left');
    const { lastTurnId } = store.state();
    const startsSession = session.coach.row.turns.first !== undefined && lastTurnId === undefined && isNew();
    return follow(client.turn({ ...session, message, parentTurnId: lastTurnId, startsSession }), message, replaces);
  };

  const resume = async (): Promise<TurnEnd> => {
    const open = await client.openTurn(session);
    // A message that was sent meanwhile is the open turn.
    if (!open || turn) return 'left';
    const end = follow(client.resume(session, open), open.message);
    if (open.isStopped) void stop(turn, session, store);
    return end;
  };

  return {
    store,
    leave,
    resume,
    watch,
    isRunning: () => turn !== undefined,
    send: (message) => start(message),
    stop: () => stop(turn, session, store),
    async retry() {
      const { error, messages } = store.state();
      if (error?.kind === 'interrupted') return resume();
      const failed = messages.findLast(({ role, state }) => role === 'user' && state === 'failed');
      const message = lastMessage ?? (failed && sentIn(failed));
      return message ? start(message, failed?.turnId) : 'left';
    },
  };
}
