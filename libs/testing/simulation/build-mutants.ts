import { guard, type Mutant, stripping } from './mutant.ts';
import { BUILDING_SITE } from './scenes.ts';
import * as says from './sentences.ts';

const onSite = { scene: BUILDING_SITE, breaks: 'P16' } as const;

/** Mutants without the guards of the writes that claim or end a build. */
export const BUILD_MUTANTS: readonly Mutant[] = [
  stripping('a build is claimed without an attempt left', guard('claimBuild', 'COACH#', says.ATTEMPTS_LEFT), onSite),
  stripping('worker fails a build that is not its own', guard('failBuild', 'COACH#', says.BUILT_BY_OWNER), onSite),
  stripping(
    'worker requeues a build that is not its own',
    guard('requeueBuild', 'COACH#', says.BUILT_BY_OWNER),
    onSite,
  ),
  stripping(
    'an order gives up a build that a worker has',
    guard('failAbandonedBuild', 'COACH#', says.WAITING_BUILD),
    onSite,
  ),
  stripping(
    'an old order gives up a build that was ordered again',
    guard('failAbandonedBuild', 'COACH#', says.OF_THIS_ORDER),
    onSite,
  ),
];
