import { COACHES } from '#contract/coaches';
import type { CoachEvent } from '#contract/events';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import type { BrandContext } from '#contract/prompt-coach/brand';
import { EMPTY_INTENT, type Intent, PromptComplete, type Validation } from '#contract/prompt-coach/intent';
import type { Mood, Preferences } from '#contract/prompt-coach/requests';
import type { Facts, PromptSession } from '#contract/prompt-coach/responses';
import type { CoachDescriptor, OwnState } from '../coach-descriptor.ts';
import { loadedMessages } from '../loaded-messages.ts';
import type { Message } from '../message.ts';
import { readPages } from '../session-reads.ts';

/** What a session begins with, beside the description. */
export interface PromptStart {
  readonly assetType: AssetType;
  readonly mood?: Mood | undefined;
  readonly customMood?: string | undefined;
  readonly gameName?: string | undefined;
  readonly brandContext?: BrandContext | undefined;
  readonly preferences?: Preferences | undefined;
}

/** A message to the prompt coach. The first one of a session is the description, and has the start fields. */
export interface PromptMessage extends Message {
  readonly start?: PromptStart | undefined;
}

/** What a web search has found. */
export interface Sources {
  readonly query: string;
  /** An address is there once the session was read. */
  readonly results: readonly { readonly title: string; readonly host: string; readonly url?: string }[];
}

/** The picture as agreed so far. */
export interface PromptOwn {
  /** As of the last answer that was committed. Its readiness is the only truth: an announcement can be withdrawn. */
  readonly intent: Intent;
  /** 0 before the first draft. */
  readonly draftVersion: number;
  readonly validation: Validation;
  readonly refinedDescription: string;
  readonly isGenerationReady: boolean;
  readonly confidence: number;
  /** The newest web search of the session. */
  readonly sources: Sources | undefined;
  /** The query of the search that is running. */
  readonly searching: string | undefined;
}

const NOT_VALIDATED: Validation = { quality: 0, generationReady: false, issues: [] };

type Agreed = Pick<PromptOwn, 'intent' | 'draftVersion' | 'validation'>;

const agreed = ({ intent, draftVersion, validation }: Agreed) => ({
  intent,
  draftVersion,
  validation,
  refinedDescription: intent.description,
  isGenerationReady: intent.readiness === 'ready' && validation.generationReady,
  confidence: intent.confidence,
});

function reduce(own: PromptOwn, event: CoachEvent): PromptOwn {
  switch (event.type) {
    case 'grounding':
      return { ...own, searching: event.query };
    case 'grounding_complete': {
      const { searching: query } = own;
      const isFound = query !== undefined && event.performed && event.results.length > 0;
      return { ...own, searching: undefined, ...(isFound && { sources: { query, results: event.results } }) };
    }
    case 'complete': {
      const { data } = PromptComplete.safeParse(event);
      return data ? { ...own, ...agreed(data), searching: undefined } : own;
    }
    case 'aborted':
    case 'error':
      return own.searching === undefined ? own : { ...own, searching: undefined };
    // `intent_ready` only announces: the answer may fail, or withdraw it.
    default:
      return own;
  }
}

const own: OwnState<PromptOwn> = {
  initial: {
    ...agreed({ intent: EMPTY_INTENT, draftVersion: 0, validation: NOT_VALIDATED }),
    sources: undefined,
    searching: undefined,
  },
  reduce,
};

const hostOf = (url: string): string => URL.parse(url)?.hostname ?? '';

const sourcesOf = (facts: Facts | undefined): Sources | undefined =>
  facts && {
    query: facts.query,
    results: facts.results.map(({ title, url }) => ({ title, url, host: hostOf(url) })),
  };

const ownOf = ({ intent, drafts, validation, facts }: PromptSession): PromptOwn => ({
  ...agreed({ intent, draftVersion: drafts.at(-1)?.version ?? 0, validation }),
  sources: sourcesOf(facts),
  searching: undefined,
});

/** Large, and loaded with the screens: they call the rest of the API by the same schemas. */
const schemas = () => import('#contract/prompt-coach/responses');

/** Sessions of the prompt coach. */
export const promptCoach: CoachDescriptor<PromptMessage, PromptOwn, PromptSession> = {
  name: 'promptCoach',
  row: COACHES.promptCoach,
  fieldsOf: ({ text, images, start }, { isFirst }) => ({
    ...(isFirst ? { ...start, description: text } : { message: text }),
    ...(images?.length && { referenceAssets: images }),
  }),
  own,
  sessions: {
    canEnd: true,
    refresh: async (get) => get((await schemas()).PromptSession),
    async read(get) {
      const { PromptSession, PromptMessageList } = await schemas();
      const [session, { messages }] = await Promise.all([
        get(PromptSession),
        readPages((page) => get(PromptMessageList, '/messages', page)),
      ]);
      const { turnsUsed, expiresAt, activeTurnId } = session;
      const shown = loadedMessages(messages, activeTurnId);
      return {
        session,
        loaded: { type: 'session_loaded', messages: shown, turnsUsed, expiresAt, own: ownOf(session) },
      };
    },
  },
};
