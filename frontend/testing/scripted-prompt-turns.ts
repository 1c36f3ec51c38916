import { setTimeout as pause } from 'node:timers/promises';
import type { CoachEvent, CompleteEvent } from '#contract/events';
import type { PromptComplete } from '#contract/prompt-coach/intent';
import { StartPrompt } from '#contract/prompt-coach/requests';
import { NO_USAGE } from '#contract/usage';
import { budgetOf, type GameCoachState, now } from './game-coach-state.ts';
import type { ProductState } from './product-state.ts';
import {
  addPromptMessage,
  beginPrompt,
  findPrompt,
  lifeFromNow,
  type PromptCoachState,
  type ScriptedPromptSession,
} from './prompt-coach-state.ts';
import { aDraft, anIntent, WORDS } from './prompt-fixtures.ts';
import { failureOf, type Refusal, type Speaker } from './speaker.ts';

const ANSWERS = [
  'I see a fox in orange with a teal cup, eyes closed. Should there be steam, or is that too small at 28 pixels?',
  'Steam stays, and the fur is flat now. Say that it’s right, and it can be made.',
] as const;
const READY = 'Then it’s a sleepy fox with its cup, steam rising. **It’s ready when you are.**';

const isAgreement = (message: string): boolean => /looks good|passt so|spelled right/i.test(message);

const limitsOf = (game: GameCoachState, { session }: ScriptedPromptSession) => ({
  turnsUsed: session.turnsUsed,
  turnsRemaining: session.turnsRemaining,
  budgetRemaining: budgetOf(game).remaining,
  expiresAt: session.expiresAt,
});

/** What the turn has changed about the words. */
function commit(scripted: ScriptedPromptSession, message: string): PromptComplete {
  const { session } = scripted;
  const { drafts } = session;
  const isReady = isAgreement(message) && drafts.length > 0;
  const newest = drafts.at(-1)?.description;
  const description = isReady && newest !== undefined ? newest : (WORDS[drafts.length] ?? `${newest}, ${message}`);
  const draft = isReady ? drafts.at(-1) : aDraft(drafts.length + 1, description, message);
  const readiness = isReady ? 'ready' : 'needs_confirmation';
  const intent = anIntent({ description, readiness, confidence: isReady ? 0.95 : 0.7 });
  const validation = draft?.validation ?? session.validation;
  scripted.session = {
    ...session,
    intent,
    readiness,
    validation,
    drafts: isReady || !draft ? drafts : [...drafts, draft],
    updatedAt: now(),
  };
  return { intent, draftVersion: scripted.session.drafts.length, readiness, confidence: intent.confidence, validation };
}

function refusalOf(
  { gameCoach, promptCoach }: ProductState,
  known: ScriptedPromptSession | undefined,
): Refusal | undefined {
  if (!known && gameCoach.tier === 'free' && promptCoach.isTrialUsed) return { code: 'trial_used' };
  if (known?.session.turnsRemaining === 0) return { code: 'turn_limit_reached', details: { limit: 'turns' } };
  const { remaining, periodEnd } = budgetOf(gameCoach);
  return remaining < 1_000
    ? { code: 'budget_exhausted', details: { remaining, estimate: 1_000, periodEnd } }
    : undefined;
}

async function search(
  state: PromptCoachState,
  scripted: ScriptedPromptSession,
  say: (event: CoachEvent) => void,
  ms: number,
) {
  const facts = state.search;
  if (!facts) return;
  say({ type: 'grounding', query: facts.query });
  await pause(ms);
  const results = facts.results.map(({ title, url }) => ({ title, host: new URL(url).hostname }));
  say({ type: 'grounding_complete', performed: true, results });
  scripted.session = { ...scripted.session, facts, searchesUsed: scripted.session.searchesUsed + 1 };
}

/** The prompt coach, for one turn. `undefined` for a session that isn't there. */
export function promptSpeaker(
  product: ProductState,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Speaker | undefined {
  const { promptCoach: state, gameCoach } = product;
  const turnId = String(body['turnId']);
  const isFirst = path.startsWith('/coach/start');
  const known = findPrompt(state, isFirst ? undefined : path.split('/')[3]);
  if (!isFirst && !known) return undefined;
  const message = String(isFirst ? body['description'] : body['message']);
  let scripted: ScriptedPromptSession;
  return {
    refusal: () => refusalOf(product, known),
    start() {
      if (known) scripted = known;
      else {
        const { assetType, mood, brandContext, description } = StartPrompt.parse(body);
        const { brandKitId } = brandContext ?? {};
        scripted = beginPrompt(state, { sessionId: turnId, assetType, mood, brandKitId, description });
      }
      const { session } = scripted;
      const turnsRemaining = Math.max(0, (session.turnsRemaining ?? 0) - 1);
      scripted.session = { ...session, turnsUsed: session.turnsUsed + 1, turnsRemaining, expiresAt: lifeFromNow() };
      addPromptMessage(scripted, 'user', message, turnId);
      const { sessionId } = session;
      return { type: 'start', turnId, epoch: 1, sessionId, serverTime: now(), ...limitsOf(gameCoach, scripted) };
    },
    async produce({ say, pace: { wordMs }, afterWord, isStopped, failsAfter }): Promise<CoachEvent> {
      const { sessionId } = scripted.session;
      if (isFirst && gameCoach.tier === 'free') {
        state.isTrialUsed = true;
        say({ type: 'trial_started', kind: 'trial' });
      }
      say({ type: 'contextual', stage: 'reading', content: 'Picturing it' });
      await search(state, scripted, say, 20 * wordMs);
      await pause(6 * wordMs);
      if (failsAfter !== undefined) return failureOf(turnId, sessionId);
      const { drafts } = scripted.session;
      const answer = isAgreement(message) ? READY : (ANSWERS[drafts.length] ?? ANSWERS[1]);
      let said = '';
      for (const word of answer.match(/\S+\s*/g) ?? []) {
        if (isStopped()) {
          addPromptMessage(scripted, 'assistant', said.trim(), turnId, true);
          return { type: 'aborted', turnId, sessionId, aiResponse: said.trim(), usage: NO_USAGE };
        }
        said += word;
        say({ type: 'chunk', text: word, step: 0 });
        await afterWord(said);
      }
      addPromptMessage(scripted, 'assistant', answer, turnId);
      const fields = commit(scripted, message);
      if (fields.readiness === 'ready') {
        const { confidence, intent } = fields;
        const turn = scripted.session.turnsUsed;
        say({ type: 'intent_ready', isReady: true, confidence, refinedDescription: intent.description, turn });
      }
      const complete: CompleteEvent & PromptComplete = {
        type: 'complete',
        turnId,
        sessionId,
        messageId: scripted.messages.at(-1)?.messageId ?? '',
        aiResponse: answer,
        stopReason: 'end_turn',
        usage: NO_USAGE,
        ...limitsOf(gameCoach, scripted),
        ...fields,
      };
      return complete;
    },
  };
}
