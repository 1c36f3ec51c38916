import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { CoachKind } from '#domain/coach';
import { BUILD_DEADLINE_MS } from '#domain/coach-config/parameters';
import type { FieldName } from '#domain/coach-creator/fields';
import type { ActionTool } from '#domain/tool';
import { isoOf } from '#ports/clock';
import type { Json } from '#ports/model';

export interface Body {
  readonly text: string;
}

export interface State {
  readonly answers: number;
}

/** A message with this word finishes the interview. */
export const LAST_WORD = 'goodbye';
export const TURN_LIMIT = 4;

const FIELDS: Partial<Record<FieldName, Json>> = {
  coachGenderPreference: 'female',
  primaryGoals: ['get stronger'],
  goalTimeline: '6 months',
  age: 41,
  experienceLevel: 'intermediate',
  trainingFrequency: 4,
  sessionDurationMinutes: 50,
  injuryConsiderations: ['bad left knee'],
  equipmentAccess: ['barbell'],
};

/** The state of an interview from which a coach can be built. */
export const INITIAL_STATE = {
  answers: 0,
  phase: 'complete',
  level: 'INTERMEDIATE',
  levelVote: null,
  fields: Object.fromEntries(
    Object.entries(FIELDS).map(([name, value]) => [name, { value, confidence: 'high', turnId: 'turn' }]),
  ),
  signals: [],
};

/** The side work of a coach. */
export type SideWork = Pick<CoachKind<Body, State, unknown, string, string>, 'prepare' | 'beside'> & {
  readonly limits: Pick<CoachKind<Body, State>['limits'], 'side'>;
};

/**
 * @param tools - The tools of the process that requests the turn.
 * @param side - The side work of the same process.
 */
export type CoachWith = (tools: readonly ActionTool[], side?: SideWork) => CoachKind<Body, State>;

/** Output tokens of an answer. With tools there must be enough left for a last answer without them. */
const MAX_TOKENS = { plain: 100, withTools: 300 };

/** A small coach that counts its answers, and orders a build after the last word. */
export const createCoach =
  (idleMs: number): CoachWith =>
  (tools, side) => ({
    ...side,
    kind: 'coach_creator',
    limits: {
      maxTokens: tools.length > 0 ? MAX_TOKENS.withTools : MAX_TOKENS.plain,
      maxSteps: tools.length > 0 ? 3 : 2,
      windowMessages: 4,
      turnLimit: TURN_LIMIT,
      idleMs,
      ...side?.limits,
    },
    state: z.looseObject({ answers: z.number() }),
    load: async () => undefined,
    check: () => {},
    message: ({ text }) => [{ type: 'text', text }],
    prompt: (_, prepared) => ({ systemStatic: 'static', systemDynamic: String(prepared ?? 'dynamic'), tools }),
    finish: ({ session, turnId, sub, body, now }) => {
      const isLast = body.text.includes(LAST_WORD);
      const { sessionId } = session;
      const coach = { sub, coachId: sessionId, sessionId };
      return {
        state: { ...session.state, answers: session.state.answers + 1 },
        status: isLast ? 'ended' : 'active',
        title: null,
        complete: { isComplete: isLast },
        writes: isLast
          ? [{ type: 'order_build', coachId: sessionId, sessionId, deadline: isoOf(now + BUILD_DEADLINE_MS) }]
          : [],
        jobs: isLast ? [{ id: `build-coach-config#${turnId}`, job: 'build-coach-config', payload: coach }] : [],
      };
    },
  });

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
