import type { CoachDescriptor, SessionRef } from '#client/coach-descriptor';
import type { Message } from '#client/message';
import { Refusal } from '#client/refusal';
import type { AnySession } from '#client/session-reads';
import { createSessionSource, type SessionSource } from '#client/session-source';
import type { SessionState } from '#client/session-state';
import type { ProblemCode } from '#contract/problems';
import type { SessionStore } from './session-store.ts';
import { createTurnRunner, type TurnEnd, type TurnRunner, type TurnRunnerDeps } from './turn-runner.ts';

/** How far the reading of a session has come. `missing`: deleted, another person's, or never created. */
export type LoadStage = 'loading' | 'ready' | 'missing' | 'unreachable';

/** What a screen of one session is drawn from. */
export interface CoachSessionView<Own = unknown, Session = AnySession> {
  readonly load: LoadStage;
  /** The session as last read; `undefined` while its first turn has not created it. */
  readonly session: Session | undefined;
  readonly state: SessionState<Own>;
  /** Another tab or device has a turn running here; the page follows it until it ends. */
  readonly isBusyElsewhere: boolean;
}

/** One session as a page uses it: read, talked to, stopped, tried again. */
export interface CoachSession<Sent extends Message = Message, Own = unknown, Session = AnySession>
  extends Pick<TurnRunner, 'stop'> {
  readonly source: Omit<SessionSource<Sent, Own, Session>, 'read' | 'refresh'>;
  snapshot(): CoachSessionView<Own, Session>;
  subscribe(listener: () => void): () => void;
  /** Reads the session, and resumes the turn that a reload interrupted. */
  open(): Promise<void>;
  /** Stops listening. A running turn continues at the server. */
  close(): void;
  /** Clears what is shown, and reads the session again. */
  reset(): Promise<void>;
  /** Reads the session again, without clearing what is shown. Does nothing while a turn runs, whose end reads it. */
  refresh(): Promise<void>;
  send(message: Sent): Promise<void>;
  retry(): Promise<void>;
  /** The composer has taken the returned message. */
  takeDraft(): void;
  /** The text has changed, so a refusal of the text before says nothing about it. */
  forgetRefusal(): void;
}

/**
 * Whether a session that its first turn creates has had that turn. `no`: nothing is read. `maybe`: the server may not
 * know the session. Otherwise a session that the server does not know is missing.
 */
export type Begun = 'yes' | 'maybe' | 'no';

export interface CoachSessionDeps extends Omit<TurnRunnerDeps, 'isNew'> {
  readonly begun?: Begun;
  /** Between two reads of a session whose running turn could not be followed, in milliseconds. */
  readonly readAgainMs?: number;
}

/** Refusals that mean that this page shows an old state of the session. */
const OUTDATED: readonly TurnEnd[] = ['predecessor_mismatch', 'session_ended', 'session_expired', 'turn_in_progress'];

/** Refusals of one text, or of the moment in which it was sent. */
const OF_THE_TEXT: readonly ProblemCode[] = [
  'turn_in_progress',
  'predecessor_mismatch',
  'validation_failed',
  'body_too_large',
];

function forgetRefusal<Own>(store: SessionStore<Own>, codes: readonly ProblemCode[]): void {
  const { error } = store.state();
  if (error?.kind === 'refused' && codes.includes(error.code)) store.dispatch({ type: 'turn_read', turnId: undefined });
}

const isMissing = (error: unknown): boolean => error instanceof Refusal && error.code === 'not_found';

/** Reads a session, or nothing where it does not have to exist. */
async function find<Sent extends Message, Own, Session>(
  source: SessionSource<Sent, Own, Session>,
  mayBeMissing: boolean,
) {
  try {
    return await source.read();
  } catch (error) {
    if (mayBeMissing && isMissing(error)) return undefined;
    throw error;
  }
}

/** What has to be read when a turn has ended for this page. */
function readAfter(end: TurnEnd, { session, state }: CoachSessionView, isResumed: boolean) {
  if (end === 'left' || end === 'interrupted') return 'nothing';
  if (OUTDATED.includes(end)) return 'messages';
  // A refused first turn has created no session. A resumed one may have been followed by others.
  if (session === undefined && (end !== 'ended' || isResumed)) return end === 'ended' ? 'messages' : 'nothing';
  // Path 3 brings the whole answer, but not the steps to it.
  return state.path === 3 ? 'messages' : 'session';
}

/** The next read of the session brings what this one would have brought. */
const ignore = async () => undefined;

/** A view whose changes listeners hear of. */
function createView<View>(initial: View) {
  const listeners = new Set<() => void>();
  let view = initial;
  return {
    snapshot: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    show(change: Partial<View>) {
      view = { ...view, ...change };
      for (const listener of listeners) listener();
    },
  };
}

/** Work that is put off, and put off again while it fails. */
function createLater(work: () => Promise<unknown>, ms: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => clearTimeout(timer);
  const start = () => {
    cancel();
    timer = setTimeout(() => void work().catch(start), ms);
  };
  return { start, cancel };
}

const UNREAD = { load: 'loading', session: undefined, isBusyElsewhere: false } as const;

const createSessionView = <Own, Session>(state: SessionState<Own>) =>
  createView<CoachSessionView<Own, Session>>({ ...UNREAD, state });

export function createCoachSession<Sent extends Message, Own extends object, Session extends AnySession>(
  ref: SessionRef<CoachDescriptor<Sent, Own, Session>>,
  deps: CoachSessionDeps,
): CoachSession<Sent, Own, Session> {
  const { client, readAgainMs = 2_000 } = deps;
  const source = createSessionSource(client, ref);
  const isNew = () => snapshot().session === undefined;
  const runner: TurnRunner<Sent, Own> = createTurnRunner(ref, { ...deps, isNew });
  const { store } = runner;
  const { snapshot, subscribe, show } = createSessionView<Own, Session>(store.snapshot());
  let [isOpen, begun] = [false, deps.begun ?? 'yes'];

  store.subscribe(() => show({ state: store.snapshot() }));

  const read = async () => {
    const own = await client.openTurn(ref);
    // While the turn that creates the session is open, the session need not exist: that turn is asked for instead.
    const isNotYet = begun === 'no' || own?.turnId === ref.sessionId;
    const found = isNotYet ? undefined : await find(source, begun === 'maybe');
    if (begun === 'no') begun = 'maybe';
    if (!isOpen || runner.isRunning()) return;
    const running = found?.session.activeTurnId;
    const isBusyElsewhere = running !== undefined && own?.turnId !== running;
    if (found) store.dispatch(found.loaded);
    if (!isBusyElsewhere) forgetRefusal(store, ['turn_in_progress']);
    show({ load: 'ready', session: found?.session, isBusyElsewhere });
    if (isBusyElsewhere) void followElsewhere(running).catch(ignore);
  };

  /** Shows another window's answer as it comes, and then the session as the server has it. */
  const followElsewhere = async (turnId: string) => {
    const end = await runner.watch(turnId);
    if (end === 'ended') await read().catch(ignore);
    if (isOpen && snapshot().isBusyElsewhere) readAgain.start();
  };
  const readAgain = createLater(async () => isOpen && read(), readAgainMs);

  /** Reads the session after a turn; what the screen shows of the turn itself came with its events. */
  const refresh = async () => {
    const session = await source.refresh();
    if (session.activeTurnId !== undefined) return read();
    if (isOpen) show({ session, isBusyElsewhere: false });
  };

  const settle = async (end: TurnEnd, isResumed = false) => {
    const reads = { nothing: ignore, session: refresh, messages: read };
    if (isOpen) await reads[readAfter(end, snapshot(), isResumed)]().catch(ignore);
  };

  const open = async () => {
    isOpen = true;
    show({ load: 'loading' });
    try {
      await read();
      if (isOpen) await settle(await runner.resume(), true);
    } catch (error) {
      if (isOpen) show({ load: isMissing(error) ? 'missing' : 'unreachable' });
    }
  };
  const close = () => {
    isOpen = false;
    readAgain.cancel();
    runner.leave();
  };

  return {
    snapshot,
    subscribe,
    open,
    close,
    async reset() {
      close();
      store.dispatch({ type: 'session_cleared' });
      show(UNREAD);
      await open();
    },
    refresh: () => read().catch(ignore),
    send: async (message) => settle(await runner.send(message)),
    retry: async () => settle(await runner.retry()),
    stop: runner.stop,
    forgetRefusal: () => forgetRefusal(store, OF_THE_TEXT),
    takeDraft: () => store.dispatch({ type: 'draft_taken' }),
    source,
  };
}
