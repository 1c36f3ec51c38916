import type { SessionId } from '#client/create-coach-client';
import { loadedFrom } from '#client/loaded-session';
import { Refusal } from '#client/refusal';
import type { Rest } from '#client/rest';
import type { SessionState } from '#client/session-state';
import type { CreatorSession, CreatorSessionWithMessages } from '#contract/creator-session-responses';
import { createTurnRunner, type TurnEnd, type TurnRunner, type TurnRunnerDeps } from './turn-runner.ts';

/** How far the reading of a session has come. `missing`: deleted, somebody else's, or never there. */
export type LoadStage = 'loading' | 'ready' | 'missing' | 'unreachable';

/** What a screen of one session is drawn from. */
export interface CoachSessionView {
  readonly load: LoadStage;
  /** The session itself, as last read. */
  readonly session: CreatorSession | undefined;
  readonly state: SessionState;
  /** Another tab or device has a turn running here; the page reads along until it is over. */
  readonly isBusyElsewhere: boolean;
}

/** One session as somebody works with it: read, talked to, stopped, tried again. */
export interface CoachSession extends Pick<TurnRunner, 'stop'> {
  snapshot(): CoachSessionView;
  subscribe(listener: () => void): () => void;
  /** Reads the session, and takes up the turn that a reload interrupted. */
  open(): Promise<void>;
  /** Stops listening. A running turn goes on at the server. */
  close(): void;
  send(...message: Parameters<TurnRunner['send']>): Promise<void>;
  retry(): Promise<void>;
  /** The composer has taken the returned text. */
  takeDraft(): void;
}

export interface CoachSessionDeps extends TurnRunnerDeps {
  readonly rest: Rest;
  /** Between two looks at a session whose running turn could not be read along with, in milliseconds. */
  readonly lookAgainMs?: number;
}

/** Refusals that mean that this page's picture of the session is old. */
const OUTDATED: readonly TurnEnd[] = ['predecessor_mismatch', 'session_ended', 'session_expired', 'turn_in_progress'];
const PAGE = 100;

/** The session with all of its messages, however many pages they are. */
async function readAll(rest: Rest, sessionId: string): Promise<CreatorSessionWithMessages> {
  let page = await rest.creatorSessions.get(sessionId, { limit: PAGE });
  const messages = [...page.messages];
  while (page.nextCursor !== undefined) {
    page = await rest.creatorSessions.get(sessionId, { limit: PAGE, cursor: page.nextCursor });
    messages.push(...page.messages);
  }
  return { ...page, messages };
}

const stageOf = (error: unknown): LoadStage =>
  error instanceof Refusal && error.code === 'not_found' ? 'missing' : 'unreachable';

/** Not worth a word: the next look at the session shows what this one would have. */
const quietly = () => undefined;

export function createCoachSession(id: SessionId, deps: CoachSessionDeps): CoachSession {
  const { client, rest, lookAgainMs = 2_000 } = deps;
  const runner = createTurnRunner(id, deps);
  const { store } = runner;
  const listeners = new Set<() => void>();
  let view: CoachSessionView = { load: 'loading', session: undefined, state: store.snapshot(), isBusyElsewhere: false };
  let lookAgain: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;

  const show = (change: Partial<CoachSessionView>) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  store.subscribe(() => show({ state: store.snapshot() }));

  const read = async () => {
    const whole = await readAll(rest, id.sessionId);
    const own = await client.openTurn(id);
    if (!isOpen || runner.isRunning()) return;
    const running = whole.activeTurnId;
    const isBusyElsewhere = running !== undefined && own?.turnId !== running;
    store.dispatch(loadedFrom(whole));
    show({ load: 'ready', session: whole, isBusyElsewhere });
    if (isBusyElsewhere) void readAlong(running).catch(quietly);
  };

  /** Shows another window's answer as it comes; the session then says what there is. */
  const readAlong = async (turnId: string) => {
    const end = await runner.watch(turnId);
    if (end === 'ended') await read().catch(quietly);
    if (isOpen && view.isBusyElsewhere) lookLater();
  };
  const lookLater = () => {
    clearTimeout(lookAgain);
    lookAgain = setTimeout(() => void read().catch(() => isOpen && lookLater()), lookAgainMs);
  };

  /** The checklist after a turn; what the screen shows of the turn itself came with its events. */
  const refresh = async () => {
    const session = await rest.creatorSessions.get(id.sessionId, { limit: 1 });
    if (session.activeTurnId !== undefined) return read();
    if (isOpen) show({ session, isBusyElsewhere: false });
  };

  const settle = async (end: TurnEnd) => {
    if (!isOpen || end === 'left' || end === 'interrupted') return;
    await (OUTDATED.includes(end) ? read() : refresh()).catch(quietly);
  };

  return {
    snapshot: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async open() {
      isOpen = true;
      show({ load: 'loading' });
      try {
        await read();
        if (isOpen) await settle(await runner.resume());
      } catch (error) {
        if (isOpen) show({ load: stageOf(error) });
      }
    },
    close() {
      isOpen = false;
      clearTimeout(lookAgain);
      runner.leave();
    },
    send: async (message) => settle(await runner.send(message)),
    retry: async () => settle(await runner.retry()),
    stop: () => runner.stop(),
    takeDraft: () => store.dispatch({ type: 'draft_taken' }),
  };
}
