import { COACHES } from '#contract/coaches';
import type { CoachEvent } from '#contract/events';
import type { BrandKit } from '#contract/prompt-coach/brand';
import type { Intent, PromptComplete } from '#contract/prompt-coach/intent';
import type { PromptTurn, StartPrompt } from '#contract/prompt-coach/requests';
import { TIERS } from '#contract/tiers';
import type { BrandKits } from '#ports/brand-kits';
import { isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { ContentBlock } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import { titleOf } from '../clip.ts';
import type { Answer, CoachKind, Finished, SideResults, TurnContext } from '../coach.ts';
import { imageKeys } from '../uploads/request-images.ts';
import { draftOf, validationOf } from './drafts.ts';
import {
  GROUNDING_LIMITS,
  type Grounded,
  type GroundingDeps,
  groundingStage,
  SEARCHES,
} from './grounding/grounding-stage.ts';
import { nextGrounding } from './grounding/state.ts';
import { becameReady, mergeIntent } from './merge-intent.ts';
import { promptOf } from './prompt.ts';
import { sessionLimits } from './session-limits.ts';
import { openedState, PromptState } from './state.ts';
import { textTokens } from './text-tokens.ts';
import { mergeIntentReports, updateIntent } from './update-intent.ts';

/** What is loaded for one turn. */
export interface PromptOwn {
  /** The brand kit that a start request names. */
  readonly kit: BrandKit | undefined;
}

export interface PromptCoachDeps {
  readonly brandKits: BrandKits;
  readonly grounding: GroundingDeps;
}

export type PromptCoach = CoachKind<PromptTurn, PromptState, PromptOwn, Grounded | undefined>;
type Turn = TurnContext<PromptTurn, PromptState, PromptOwn>;

const isStart = (body: PromptTurn): body is StartPrompt => 'description' in body;
/** What the person wrote. */
const wordsOf = (body: PromptTurn): string => (isStart(body) ? body.description : body.message).trim();

/** The prompt coach: a short session that turns rough words into an intent from which a picture can be made. */
export const createPromptCoach = ({ brandKits, grounding }: PromptCoachDeps): PromptCoach => ({
  kind: COACHES.promptCoach.kind,
  feature: COACHES.promptCoach.feature,
  limits: {
    maxTokens: 1_024,
    maxSteps: 2,
    windowMessages: 80,
    images: 4,
    ...sessionLimits('free'),
    side: GROUNDING_LIMITS,
  },
  sessionLimits,
  state: PromptState,
  open: (body, { kit }) => openedState(body as StartPrompt, kit),
  async load({ sub, body }) {
    const id = isStart(body) ? body.brandContext?.brandKitId : undefined;
    return { kit: id === undefined ? undefined : await brandKits.get(sub, id) };
  },
  check,
  titleOf: (body) => titleOf(wordsOf(body)),
  message,
  opening,
  imageField: 'referenceAssets',
  prepare: ({ body, session: { state, used }, user: { tier }, now }, work) =>
    groundingStage(
      {
        message: wordsOf(body),
        gameName: state.gameName,
        state: state.grounding,
        tier,
        searchesUsed: used[SEARCHES] ?? 0,
        now,
      },
      work,
      grounding,
    ),
  prompt: ({ session: { state }, user, now }, prepared) =>
    promptOf({
      state,
      validation: validationOf(state.intent, state),
      facts: prepared?.facts ?? state.grounding.facts,
      now,
      timezone: user.timezone,
    }),
  finish,
});

/** @throws {CoachError} `validation_failed` for an unknown brand kit, `turn_limit_reached` for too much text. */
function check({ body, own, window, user }: Turn): void {
  if (isStart(body) && body.brandContext?.brandKitId !== undefined && !own.kit) {
    const fields = [{ path: 'brandContext.brandKitId', message: 'There is no such brand kit.' }];
    throw new CoachError('validation_failed', 'an unknown brand kit', { details: { fields } });
  }
  const limits = TIERS[user.tier].prompt;
  const { textTokensIn, textTokensOut } = textTokens(window, wordsOf(body));
  if (textTokensIn > limits.textTokensIn) throw limitReached('textTokensIn');
  if (textTokensOut >= limits.textTokensOut) throw limitReached('textTokensOut');
}

const limitReached = (limit: 'textTokensIn' | 'textTokensOut'): CoachError =>
  new CoachError('turn_limit_reached', `${limit} are used up`, { details: { limit } });

const message = (body: PromptTurn): readonly ContentBlock[] => [
  { type: 'text', text: wordsOf(body) },
  ...(body.referenceAssets ?? []).map((key) => ({ type: 'image', key }) as const),
];

/** The images of a start whose answer failed, unless they were shown again. */
function opening({ sessionId, window, history, body }: Turn): readonly ContentBlock[] {
  const shown = [...history, { content: message(body) }].flatMap(({ content }) => imageKeys(content));
  const start = window.filter(({ turnId, role }) => turnId === sessionId && role === 'user');
  return start.flatMap(({ content }) =>
    content.filter((block) => block.type === 'image' && !shown.includes(block.key)),
  );
}

/** What the model's calls of `update_intent` make of the stored intent. */
function hear({ session: { state, lastCompletedTurn } }: Turn, { reports }: Answer) {
  const calls = reports.filter(({ name }) => name === updateIntent.spec.name);
  const read = calls.map(({ input }) => updateIntent.parse(input));
  const report = mergeIntentReports(read.filter((parsed) => parsed !== undefined));
  const unread = read.filter((parsed) => parsed === undefined).length;
  return {
    intent: mergeIntent(state.intent, report.fields, { isFirst: lastCompletedTurn === null }),
    counts: { IntentFieldsDropped: report.dropped + unread, IntentReportsMissing: Number(calls.length === 0) },
  };
}

function finish(
  turn: Turn,
  answer: Answer,
  { prepared }: SideResults<Grounded | undefined, unknown>,
): Finished<PromptState> {
  const { sessionId, session, body, now, turnsUsed } = turn;
  const { state } = session;
  const { intent, counts } = hear(turn, answer);
  const isNewDraft = intent.description !== state.intent.description;
  const draftVersion = state.draftVersion + Number(isNewDraft);
  const draft = draftOf(
    {
      before: state.intent,
      after: intent,
      version: draftVersion,
      refinementRequest: wordsOf(body),
      createdAt: isoOf(now),
    },
    state,
  );
  const writes: readonly StagedWrite[] = isNewDraft ? [{ type: 'save_draft', sessionId, draft }] : [];
  return {
    state: {
      ...state,
      intent,
      draftVersion,
      grounding: nextGrounding(state.grounding, wordsOf(body), prepared?.facts),
    },
    status: session.status,
    title: session.title ?? titleOf(wordsOf(body)),
    complete: {
      intent,
      draftVersion,
      readiness: intent.readiness,
      confidence: intent.confidence,
      validation: draft.validation,
    } satisfies PromptComplete,
    writes,
    jobs: [],
    events: becameReady(state.intent, intent) ? [readyEvent(intent, turnsUsed)] : [],
    groundingUsed: prepared !== undefined,
    counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  };
}

const readyEvent = ({ confidence, description }: Intent, turn: number): CoachEvent => ({
  type: 'intent_ready',
  isReady: true,
  confidence,
  refinedDescription: description,
  turn,
});
