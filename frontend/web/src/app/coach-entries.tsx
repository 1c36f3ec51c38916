import type { ComponentType } from 'react';
import type { CoachName } from '#contract/coaches';
import { Beret } from '../ui/beret.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Pad } from '../ui/pad.tsx';
import { Star } from '../ui/star.tsx';
import { QUIET_SECTION } from './not-loaded.tsx';
import { GAME_COACH, INTERVIEWS, PROMPT_COACH } from './paths.ts';

/** A coach as the navigation shows it. */
interface Entry {
  /** Its own page. The addresses of its other pages begin with this one. */
  readonly href: string;
  /** Keys of the texts. Where they are translated, a key without a text does not compile. */
  readonly name: string;
  readonly fact: string;
  readonly Picture: ComponentType;
  /** Its sessions, for the sidebar. Loaded on the pages of this coach. */
  readonly Sessions: ComponentType;
}

const ENTRIES = {
  gameCoach: {
    href: GAME_COACH,
    name: 'game.name',
    fact: 'nav.facts.gameCoach',
    Picture: Pad,
    Sessions: lazyPart(async () => (await import('../screens/game-coach/chat-list.tsx')).ChatNavigation, QUIET_SECTION),
  },
  promptCoach: {
    href: PROMPT_COACH,
    name: 'prompt.name',
    fact: 'nav.facts.promptCoach',
    Picture: Beret,
    Sessions: lazyPart(
      async () => (await import('../screens/prompt-coach/prompt-list.tsx')).PromptNavigation,
      QUIET_SECTION,
    ),
  },
  coachCreator: {
    href: INTERVIEWS,
    name: 'creator.coach',
    fact: 'nav.facts.coachCreator',
    Picture: Star,
    Sessions: lazyPart(
      async () => (await import('../screens/creator/interview-list.tsx')).InterviewNavigation,
      QUIET_SECTION,
    ),
  },
} as const satisfies Readonly<Record<CoachName, Entry>>;

export type CoachEntry = (typeof ENTRIES)[CoachName];

/** The coaches that everyone has, in the order in which they are shown. */
export const COACH_ENTRIES: readonly CoachEntry[] = Object.values(ENTRIES);
