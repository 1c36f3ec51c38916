import type { SessionId } from '#client/create-coach-client';
import { Refusal } from '#client/refusal';
import type { CoachKind } from '#client/routes';
import type { SessionState } from '#client/session-state';
import type { SessionSource, SessionTypes } from './session-source.ts';
import { createTurnRunner, type TurnEnd, type TurnRunner, type TurnRunnerDeps } from './turn-runner.ts';

/** How far the reading of a session has come. `missing`: deleted, somebody else's, or never there. */
export type LoadStage = 'loading' | 'ready' | 'missing' | 'unreachable';

/** What a screen of one session is drawn from. */
export interface CoachSessionView<Kind extends CoachKind = CoachKind> {
  readonly load: LoadStage;
  /** The session itself, as last read; of one that begins with its first turn nothing before that. */
  readonly session: SessionTypes[Kind] | undefined;
  readonly state: SessionState;
  /** Another tab or device has a turn running here; the page reads along until it is over. */
  readonly isBusyElsewhere: boolean;
}

/** One session as somebody works with it: read, talked to, stopped, tried again. */
export interface CoachSession<Kind extends CoachKind = CoachKind> extends Pick<TurnRunner, 'stop'> {
  snapshot(): CoachSessionView<Kind>;
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

/**
 * Of a session that begins with its first turn: whether there was one. When there `no`t was, nothing is read;
 * when there `maybe` was, the server may not know the session. Otherwise such a session is missing.
 */
export type Begun = 'yes' | 'maybe' | 'no';

export interface CoachSessionDeps<Kind extends CoachKind> extends Omit<TurnRunnerDeps, 'isNew'> {
  readonly source: SessionSource<SessionTypes[Kind]>;
  readonly begun?: Begun;
  /** Between two looks at a session whose running turn could not be read along with, in milliseconds. */
  readonly lookAgainMs?: number;
}

/** Refusals that mean that this page's picture of the session is old. */
const OUTDATED: readonly TurnEnd[] = ['predecessor_mismatch', 'session_ended', 'session_expired', 'turn_in_progress'];

const isMissing = (error: unknown): boolean => error instanceof Refusal && error.code === 'not_found';

/** Nothing instead of a session that need not be there. */
const missing = (isFine: boolean) => (error: unknown) => {
  if (isFine && isMissing(error)) return undefined;
  throw error;
};

const UNREAD = { load: 'loading', isBusyElsewhere: false } as const;

/** Not worth a word: the next look at the session shows what this one would have. */
const quietly = () => undefined;

export function createCoachSession<Kind extends CoachKind>(
  id: SessionId & { readonly kind: Kind },
  deps: CoachSessionDeps<Kind>,
): CoachSession<Kind> {
  const { client, source, lookAgainMs = 2_000 } = deps;
  const runner = createTurnRunner(id, { ...deps, isNew: () => view.session === undefined });
  const { store } = runner;
  const listeners = new Set<() => void>();
  let view: CoachSessionView<Kind> = { ...UNREAD, session: undefined, state: store.snapshot() };
  let lookAgain: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  let { begun = 'yes' } = deps;

  const show = (change: Partial<CoachSessionView<Kind>>) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  store.subscribe(() => show({ state: store.snapshot() }));

  const read = async () => {
    const own = await client.openTurn(id);
    // A turn of this device may not have arrived, and then neither has its session.
    const catching = missing(begun === 'maybe' || own !== undefined);
    const found = begun === 'no' ? undefined : await source.read(id.sessionId).catch(catching);
    if (begun === 'no') begun = 'maybe';
    if (!isOpen || runner.isRunning()) return;
    const running = found?.session.activeTurnId;
    const isBusyElsewhere = running !== undefined && own?.turnId !== running;
    if (found) store.dispatch(found.loaded);
    show({ load: 'ready', session: found?.session, isBusyElsewhere });
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

  /** The session after a turn; what the screen shows of the turn itself came with its events. */
  const refresh = async () => {
    const session = await source.refresh(id.sessionId);
    if (session.activeTurnId !== undefined) return read();
    if (isOpen) show({ session, isBusyElsewhere: false });
  };

  const settle = async (end: TurnEnd) => {
    if (!isOpen || end === 'left' || end === 'interrupted') return;
    // The whole answer at once tells nothing of the way to it.
    const isOld = OUTDATED.includes(end) || store.state().path === 3;
    await (isOld ? read() : refresh()).catch(quietly);
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
        if (isOpen) show({ load: isMissing(error) ? 'missing' : 'unreachable' });
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
