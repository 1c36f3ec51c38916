import type { AssetType } from '#contract/prompt-coach/asset-types';
import { BrandKit, BrandKitList, type NewBrandKit } from '#contract/prompt-coach/brand';
import { Draft } from '#contract/prompt-coach/intent';
import type { EditDraft, Generate, UpdateSession } from '#contract/prompt-coach/requests';
import {
  AssetList,
  AssetPack,
  Generation,
  GenerationOrdered,
  PromptEnded,
  PromptMessageList,
  PromptSession,
  PromptSessionList,
  SessionExtended,
} from '#contract/prompt-coach/responses';
import { TipList } from '#contract/prompt-coach/tips';
import type { Query } from './call-api.ts';
import type { CoachClient } from './create-coach-client.ts';
import { createCall, Nothing } from './rest.ts';

/** Making a pack reads and writes several pictures. In milliseconds, as long as the API waits for it. */
const PACK_MS = 30_000;

const SESSIONS = '/coach/sessions';
const encode = encodeURIComponent;
const sessionPath = (sessionId: string): string => `${SESSIONS}/${encode(sessionId)}`;
const assetPath = (assetId: string): string => `/coach/assets/${encode(assetId)}`;

type Client = Pick<CoachClient, 'connection' | 'userId'>;

const sessionCalls = (call: ReturnType<typeof createCall>) => ({
  /** By last activity. `q` searches. */
  list: (query: Query = {}) => call({ method: 'GET', path: SESSIONS, query }, PromptSessionList),
  get: (sessionId: string) => call({ method: 'GET', path: sessionPath(sessionId) }, PromptSession),
  messages: (sessionId: string, query: Query = {}) =>
    call({ method: 'GET', path: `${sessionPath(sessionId)}/messages`, query }, PromptMessageList),
  update: (sessionId: string, change: UpdateSession) =>
    call({ method: 'PUT', path: sessionPath(sessionId), body: change }, PromptSession),
  delete: (sessionId: string) => call({ method: 'DELETE', path: sessionPath(sessionId) }, Nothing),
  /** Stores the person's own description. Repeatable by its `draftId`. */
  editDraft: (sessionId: string, edit: EditDraft) =>
    call({ method: 'POST', path: `${sessionPath(sessionId)}/drafts`, body: edit }, Draft),
  extend: (sessionId: string) =>
    call({ method: 'POST', path: `${sessionPath(sessionId)}/extend`, body: {} }, SessionExtended),
  end: (sessionId: string) => call({ method: 'POST', path: `${sessionPath(sessionId)}/end`, body: {} }, PromptEnded),
});

const pictureCalls = (call: ReturnType<typeof createCall>) => ({
  /** Orders pictures. Repeatable by its `generationId`. */
  generate: (sessionId: string, order: Partial<Generate> & Pick<Generate, 'generationId'>) =>
    call({ method: 'POST', path: `${sessionPath(sessionId)}/generate`, body: order }, GenerationOrdered),
  generation: (sessionId: string, jobId: string) =>
    call({ method: 'GET', path: `${sessionPath(sessionId)}/generations/${encode(jobId)}` }, Generation),
  ofSession: (sessionId: string) => call({ method: 'GET', path: `${sessionPath(sessionId)}/assets` }, AssetList),
  list: (query: Query = {}) => call({ method: 'GET', path: '/coach/assets', query }, AssetList),
  delete: (assetId: string) => call({ method: 'DELETE', path: assetPath(assetId) }, Nothing),
  /** A zip with the sizes that the platform asks for. */
  pack: (assetId: string) =>
    call({ method: 'GET', path: `${assetPath(assetId)}/pack`, patienceMs: PACK_MS }, AssetPack),
});

export type PromptRest = ReturnType<typeof createPromptRest>;

/** The prompt coach's API beside its turns. Every call throws `Refusal` or `Unreachable`. */
export function createPromptRest(client: Client) {
  const call = createCall(client);
  const kits = `/users/${encode(client.userId)}/brand-kits`;
  return {
    sessions: sessionCalls(call),
    pictures: pictureCalls(call),
    brandKits: {
      list: (query: Query = {}) => call({ method: 'GET', path: kits, query }, BrandKitList),
      get: (brandKitId: string) => call({ method: 'GET', path: `${kits}/${encode(brandKitId)}` }, BrandKit),
      create: (kit: NewBrandKit) => call({ method: 'POST', path: kits, body: kit }, BrandKit),
      replace: (brandKitId: string, kit: NewBrandKit) =>
        call({ method: 'PUT', path: `${kits}/${encode(brandKitId)}`, body: kit }, BrandKit),
      delete: (brandKitId: string) => call({ method: 'DELETE', path: `${kits}/${encode(brandKitId)}` }, Nothing),
    },
    tips: (assetType?: AssetType) => call({ method: 'GET', path: '/coach/tips', query: { assetType } }, TipList),
  };
}
