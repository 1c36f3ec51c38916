import { setTimeout as pause } from 'node:timers/promises';
import type { CoachEvent, CompleteEvent } from '#contract/events';
import type { ContentBlock, GameComplete } from '#contract/game-chat';
import { NO_USAGE } from '#contract/usage';
import {
  addMessage,
  beginChat,
  budgetOf,
  findChat,
  type GameCoachState,
  now,
  type ScriptedChat,
} from './game-coach-state.ts';
import { failureOf, type Refusal, type Speaker, type SpeakerTools } from './speaker.ts';

type GameCompleteEvent = CompleteEvent & GameComplete;

const TOKENS_A_TURN = 5_200;

/** What the coach does in its first step, whatever the question. */
interface Look {
  readonly toolUseId: string;
  readonly name: string;
  readonly label: string;
  readonly ok: boolean;
  readonly summary: string;
}

const looksAt = (question: string, turnId: string): readonly Look[] => [
  {
    toolUseId: `${turnId}-games`,
    name: 'get_recent_games',
    label: 'Looking at your recent games',
    ok: true,
    summary: '10 games, 6 won',
  },
  {
    toolUseId: `${turnId}-rank`,
    name: 'get_rank_benchmarks',
    label: 'Looking up the benchmarks of your rank',
    ok: !/rank/i.test(question),
    summary: /rank/i.test(question) ? 'There are no benchmarks of “Gold II”.' : 'Gold I, standard',
  },
];

const THOUGHTS = [
  'The player wants to know how the last games went. I should look at them before I say anything, and at the benchmarks of the rank beside them.',
  'Six wins of ten. Goals are a little above the benchmark, saves clearly above, assists below. The assists are the lever.',
];
const durationOf = (ok: boolean): number => (ok ? 240 : 1_310);
const PREAMBLE = 'Let me look at your last games first.';
export const ANSWER =
  'You won six of your last ten games, and you score 1.4 goals a game: that is well above the average of Gold I (0.55).\n\nWhat costs you is passing: 0.4 assists in doubles, while your partner waits in front of the goal. Look left once before every shot.\n\nThis week: two sessions of passing drills, then three ranked doubles in which you count your passes.';

type Say = SpeakerTools['say'];

/** Says words one after the other. @returns what was said, when it was stopped before the end. */
async function speak(
  text: string,
  step: number,
  type: 'chunk' | 'thinking',
  { say, afterWord, isStopped }: SpeakerTools,
): Promise<string | undefined> {
  let said = '';
  for (const word of text.match(/\S+\s*/g) ?? []) {
    if (isStopped()) return said;
    said += word;
    say({ type, text: word, step });
    await afterWord(said);
  }
  return undefined;
}

async function runTools(looks: readonly Look[], say: Say, wordMs: number): Promise<void> {
  for (const { toolUseId, name, label } of looks) say({ type: 'tool', toolUseId, name, label, input: {}, step: 1 });
  for (const { toolUseId, ok, summary } of looks) {
    await pause(12 * wordMs);
    say({ type: 'tool_result', toolUseId, ok, summary, durationMs: durationOf(ok), step: 1 });
  }
}

const limitsOf = (state: GameCoachState, chat: ScriptedChat) => ({
  turnsUsed: chat.messages.filter(({ role, content }) => role === 'user' && content !== '').length,
  turnsRemaining: null,
  budgetRemaining: budgetOf(state).remaining,
  expiresAt: null,
});

const answerOf = ({ answer }: GameCoachState): string => answer ?? ANSWER;

function commit(state: GameCoachState, chat: ScriptedChat, turnId: string, looks: readonly Look[]): GameCompleteEvent {
  const uses = looks.map(({ toolUseId, name }): ContentBlock => ({ type: 'tool_use', toolUseId, name, input: {} }));
  const results = looks.map(
    ({ toolUseId, ok, summary }): ContentBlock => ({
      type: 'tool_result',
      toolUseId,
      ok,
      content: { games: [] },
      summary,
      durationMs: durationOf(ok),
    }),
  );
  const thought = (step: number): ContentBlock => ({ type: 'reasoning', text: THOUGHTS[step] ?? '', signature: 's' });
  addMessage(chat, 'assistant', [thought(0), { type: 'text', text: PREAMBLE }, ...uses], { turnId });
  addMessage(chat, 'user', results, { turnId });
  addMessage(chat, 'assistant', [thought(1), { type: 'text', text: answerOf(state) }], { turnId });
  state.usedTokens += TOKENS_A_TURN;
  return {
    type: 'complete',
    turnId,
    sessionId: chat.session.sessionId,
    messageId: chat.messages.at(-1)?.messageId ?? '',
    aiResponse: answerOf(state),
    stopReason: 'end_turn',
    usage: NO_USAGE,
    ...limitsOf(state, chat),
    toolsUsed: looks.map(({ name }) => name),
    steps: 2,
  };
}

function refusalOf(state: GameCoachState): Refusal | undefined {
  if (state.tier === 'free' && state.isPreviewUsed) return { code: 'preview_used' };
  const { remaining, periodEnd } = budgetOf(state);
  if (remaining >= TOKENS_A_TURN) return undefined;
  return { code: 'budget_exhausted', details: { remaining, estimate: TOKENS_A_TURN, periodEnd } };
}

/** The game coach, for one turn: it thinks, looks, and answers. `undefined` for a session that isn't there. */
export function gameSpeaker(state: GameCoachState, body: Readonly<Record<string, unknown>>): Speaker | undefined {
  const turnId = String(body['turnId']);
  const question = String(body['message']);
  const named = body['sessionId'];
  const known = findChat(state, String(named ?? turnId));
  if (named !== undefined && !known) return undefined;
  let chat: ScriptedChat;
  return {
    refusal: () => refusalOf(state),
    start() {
      chat = known ?? beginChat(state, turnId, question.slice(0, 60));
      addMessage(chat, 'user', [{ type: 'text', text: question }], { turnId });
      const { sessionId } = chat.session;
      return { type: 'start', turnId, epoch: 1, sessionId, serverTime: now(), ...limitsOf(state, chat) };
    },
    async produce(tools): Promise<CoachEvent> {
      const { say, pace, failsAfter } = tools;
      const stopped = (text: string): CoachEvent => {
        addMessage(chat, 'assistant', [{ type: 'text', text }], { turnId, partial: true });
        return { type: 'aborted', turnId, sessionId: chat.session.sessionId, aiResponse: text, usage: NO_USAGE };
      };
      if (state.tier === 'free') {
        state.isPreviewUsed = true;
        say({ type: 'trial_started', kind: 'preview' });
      }
      await pause(pace.wordMs * 6);
      const looks = looksAt(question, turnId);
      await speak(THOUGHTS[0] ?? '', 1, 'thinking', tools);
      const preamble = await speak(PREAMBLE, 1, 'chunk', tools);
      if (preamble !== undefined) return stopped(preamble.trim());
      await runTools(looks, say, pace.wordMs);
      await speak(THOUGHTS[1] ?? '', 2, 'thinking', tools);
      if (failsAfter !== undefined) return failureOf(turnId, chat.session.sessionId);
      const part = await speak(answerOf(state), 2, 'chunk', tools);
      return part === undefined ? commit(state, chat, turnId, looks) : stopped(part.trim());
    },
  };
}
