import { failedBuild } from './failed-jobs.ts';
import { gamesAndNotes, longConversation } from './game-questions.ts';
import { followAndStop, postedAtOnce, stopOfDeadTurn, takeOver } from './interrupted-turns.ts';
import { interviewToCoach } from './interview-to-coach.ts';
import type { Stack } from './local-control.ts';
import { forgottenHold, ownLoop } from './own-loop.ts';
import {
  brandKit,
  failedPictures,
  lostPictures,
  missingPhotos,
  photos,
  pictures,
  searches,
  startedAtOnce,
  startTakenOver,
} from './pictures.ts';
import { lostOrders, orphanedStop, parkedTurn } from './swept.ts';

/**
 * Ways through the product that together use everything that its roles allow. Each has people of its own, and throws an
 * Error when the product did not do its part.
 */
export const JOURNEYS: readonly ((stack: Stack) => Promise<void>)[] = [
  interviewToCoach,
  followAndStop,
  stopOfDeadTurn,
  takeOver,
  postedAtOnce,
  gamesAndNotes,
  longConversation,
  ownLoop,
  forgottenHold,
  parkedTurn,
  orphanedStop,
  lostOrders,
  failedBuild,
  photos,
  missingPhotos,
  startedAtOnce,
  startTakenOver,
  brandKit,
  searches,
  pictures,
  failedPictures,
  lostPictures,
];
