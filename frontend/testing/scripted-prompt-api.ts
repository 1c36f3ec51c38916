import type { ServerResponse } from 'node:http';
import { EditDraft, Generate, TipsQuery, UpdateSession } from '#contract/prompt-coach/requests';
import { TIERS } from '#contract/tiers';
import { tipListOf } from '#services/list-tips';
import { answerBrandKits } from './answer-brand-kits.ts';
import { now } from './game-coach-state.ts';
import { answerJson, answerProblem, type ProductState } from './product-state.ts';
import {
  assetsOf,
  findPrompt,
  generationNow,
  lifeFromNow,
  type PromptCoachState,
  promptAccessOf,
  promptItem,
  promptSessionNow,
  type ScriptedPromptSession,
} from './prompt-coach-state.ts';
import { aDraft, validationOf } from './prompt-fixtures.ts';
import type { GameCall } from './scripted-game-api.ts';

/** The paths of the prompt coach below `/coach/`. */
export const isPromptPath = ([first]: readonly string[]): boolean =>
  ['sessions', 'assets', 'access', 'tips'].includes(first ?? '');

function editDraft(scripted: ScriptedPromptSession, { body, response }: GameCall): ServerResponse {
  const { baseVersion, description } = EditDraft.parse(JSON.parse(body));
  const { session } = scripted;
  const newest = session.drafts.at(-1)?.version ?? 0;
  if (baseVersion !== newest) return answerProblem(response, 'predecessor_mismatch');
  const draft = aDraft(newest + 1, description, '');
  scripted.session = {
    ...session,
    drafts: [...session.drafts, draft],
    intent: { ...session.intent, description, readiness: 'needs_confirmation' },
    validation: draft.validation,
    updatedAt: now(),
  };
  return answerJson(response, 201, draft);
}

function generate(
  product: ProductState,
  scripted: ScriptedPromptSession,
  { body, response }: GameCall,
): ServerResponse {
  const { promptCoach: state, gameCoach } = product;
  const { generationId, count, basedOn, draftVersion } = Generate.parse(JSON.parse(body));
  const { session, generations } = scripted;
  const running = generations.find((generation) => generationNow(state, generation).status === 'running');
  if (running) {
    return answerProblem(response, 'generation_in_progress', { details: { generationId: running.order.jobId } });
  }
  const draft = session.drafts.find(({ version }) => version === (draftVersion ?? session.drafts.length));
  if (!draft) return answerProblem(response, 'validation_failed');
  if (state.usedPictures + count > TIERS[gameCoach.tier].generationsPerMonth) {
    return answerProblem(response, 'generations_exhausted');
  }
  state.usedPictures += count - state.failing.filter((place) => place < count).length;
  const order = {
    jobId: generationId,
    sessionId: session.sessionId,
    count,
    deadline: lifeFromNow(),
    draftVersion: draft.version,
    description: draft.description,
    ...(basedOn !== undefined && { basedOn }),
    createdAt: now(),
  };
  generations.push({ order, beganAt: Date.now(), failing: state.failing });
  const { issues } = validationOf(draft.description);
  const warning = { message: 'The picture may be weaker than it could be.', issues };
  return answerJson(response, 202, {
    jobId: generationId,
    status: 'queued',
    count,
    pollAfterMs: 100,
    ...(issues.length > 0 && { qualityWarning: warning }),
  });
}

function change(product: ProductState, scripted: ScriptedPromptSession, call: GameCall): ServerResponse {
  const { promptCoach: state } = product;
  const { method, parts, body, response } = call;
  const { session } = scripted;
  switch (`${method} ${parts[2] ?? ''}`) {
    case 'DELETE ':
      state.sessions.splice(state.sessions.indexOf(scripted), 1);
      return answerJson(response, 204, undefined);
    case 'PUT ': {
      const { title = session.title } = UpdateSession.parse(JSON.parse(body));
      scripted.session = { ...session, title };
      return answerJson(response, 200, promptSessionNow(state, scripted));
    }
    case 'POST drafts':
      return editDraft(scripted, call);
    case 'POST generate':
      return generate(product, scripted, call);
    case 'POST extend':
      scripted.session = { ...session, expiresAt: lifeFromNow() };
      return answerJson(response, 200, { expiresAt: scripted.session.expiresAt, serverTime: now() });
    case 'POST end': {
      scripted.session = { ...session, status: 'ended', turnsRemaining: null, expiresAt: null };
      const { turnsUsed, assetType, intent, drafts } = session;
      const counts = { tokensIn: 0, tokensOut: 0, searchesUsed: 0, durationSeconds: 60 };
      return answerJson(response, 200, {
        refinedIntent: intent,
        suggestedAssetType: assetType,
        keywords: [],
        confidence: intent.confidence,
        metadata: { turnsUsed, draftVersions: drafts.length, ...counts },
      });
    }
    default:
      return answerProblem(response, 'not_found');
  }
}

function sessions(product: ProductState, call: GameCall): ServerResponse {
  const { promptCoach: state, turns } = product;
  const { method, parts, response } = call;
  const [, sessionId, what, id] = parts;
  if (sessionId === undefined) {
    return answerJson(response, 200, { sessions: state.sessions.map((scripted) => promptItem(state, scripted)) });
  }
  if (what === 'turns') {
    const turn = turns.get(id ?? '');
    if (turn) turn.isStopped = true;
    return answerJson(response, 200, {});
  }
  const scripted = findPrompt(state, sessionId);
  if (!scripted) return answerProblem(response, 'not_found');
  if (method !== 'GET') return change(product, scripted, call);
  if (what === 'messages') return answerJson(response, 200, { messages: scripted.messages });
  if (what === 'assets') return answerJson(response, 200, { assets: assetsOf(state, scripted) });
  if (what !== 'generations') return answerJson(response, 200, promptSessionNow(state, scripted));
  const generation = scripted.generations.find(({ order }) => order.jobId === id);
  return generation
    ? answerJson(response, 200, generationNow(state, generation))
    : answerProblem(response, 'not_found');
}

function assets({ promptCoach: state }: ProductState, { method, parts, response }: GameCall): ServerResponse {
  const [, assetId = '', what] = parts;
  if (method === 'DELETE') {
    state.deletedAssets.add(assetId);
    return answerJson(response, 204, undefined);
  }
  if (what === 'pack') return answerJson(response, 200, { url: '/pictures/pack.zip', expiresAt: lifeFromNow() });
  return answerJson(response, 200, { assets: state.sessions.flatMap((scripted) => assetsOf(state, scripted)) });
}

function tips({ gameCoach: { tier } }: ProductState, { query, response }: GameCall): ServerResponse {
  const { assetType } = TipsQuery.parse(Object.fromEntries(query));
  return answerJson(response, 200, tipListOf(tier, assetType));
}

/** The prompt coach's REST API, as far as the pages use it. */
export function servePromptApi(product: ProductState, call: GameCall): ServerResponse {
  switch (call.parts[0]) {
    case 'sessions':
      return sessions(product, call);
    case 'assets':
      return assets(product, call);
    case 'tips':
      return tips(product, call);
    default:
      return answerJson(call.response, 200, promptAccessOf(product.gameCoach, product.promptCoach));
  }
}

/** The person's brand kits. */
export function serveBrandKits(
  { kits }: PromptCoachState,
  { method, parts, body, response }: GameCall,
): ServerResponse {
  const [brandKitId] = parts;
  const answer = answerBrandKits(kits, { method, brandKitId, body: body === '' ? undefined : JSON.parse(body) });
  if (!answer) return answerProblem(response, 'not_found');
  if ('fields' in answer) return answerProblem(response, 'validation_failed', { details: { fields: answer.fields } });
  return answerJson(response, answer.status, answer.body);
}
