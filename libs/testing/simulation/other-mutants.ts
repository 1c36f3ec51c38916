import { ROUGH } from './faults.ts';
import { guard, type Mutant, stripping } from './mutant.ts';
import { deafToStops, forgetful, generous, impatient, losersAreFree, refusedIsUnanswered } from './mutations.ts';
import { BUILDING_SITE, CLOSING_TIME, RUSH_HOUR, STOPS } from './scenes.ts';
import * as says from './sentences.ts';

/** Mutants of all other conditional writes. */
export const OTHER_MUTANTS: readonly Mutant[] = [
  { name: 'the aborter doesn’t wait', turns: impatient, breaks: 'P15' },
  { name: 'the producer overlooks a stop', turns: deafToStops, breaks: 'P15', scene: STOPS },
  {
    name: 'preview given back after something was shown',
    turns: generous,
    breaks: 'P11',
    scene: STOPS,
    previews: true,
  },
  { name: 'loser not charged', turns: losersAreFree, breaks: 'P12', scene: RUSH_HOUR },
  stripping('charge: the claim had passed after all', guard('charge', 'TURN#', says.CLAIMED_BY_OTHERS), {
    breaks: 'P12',
    scene: RUSH_HOUR,
  }),
  {
    name: 'the producer forgets before a restart what it has shown',
    turns: forgetful,
    breaks: 'P11',
    scene: { ...STOPS, mix: ROUGH },
  },
  stripping('claim: preview left', guard('claim', 'PROFILE', says.PREVIEW_LEFT), {
    breaks: 'P11',
    previews: true,
    scene: RUSH_HOUR,
  }),
  stripping('stop: turn still runs in this epoch', guard('stop', 'TURN#', says.BEAT_MINE), {
    scene: { ...STOPS, mix: ROUGH },
  }),
  { name: 'a refused commit is left to the next attempt', turns: refusedIsUnanswered, breaks: 'P5' },
  stripping('uses: under the limit', guard('count', 'SESSION#', says.USES_LEFT), { breaks: 'P11', prepares: true }),
  stripping('uses: in a turn that runs', guard('count', 'SESSION#', says.HELD_BY_TURN), {
    harmless: 'a use that is counted for a turn that is over is one too few, never one too many',
  }),
  stripping('restart fence', guard('restart', 'TURN#', says.BEAT_MINE)),
  stripping('follows and writes: room in the rate window', guard('countRequest', 'RATE#', says.RATE_ROOM), {
    breaks: 'P11',
  }),
  stripping('follow fence', guard('follow', 'TURN#', says.BEAT_MINE)),
  stripping('tombstone over a turn', guard('tombstone', 'TURN#', says.ABSENT)),
  stripping('sweeper expires sessions that have a turn', guard('expireSession', 'SESSION#', says.HAS_NO_TURN), {
    scene: CLOSING_TIME,
  }),
  stripping('sweeper expires sessions that are not active', guard('expireSession', 'SESSION#', says.ACTIVE), {
    pair: 'sweeper expires sessions that are not active, or before their time',
    scene: CLOSING_TIME,
  }),
  stripping(
    'sweeper expires sessions that are not active, or before their time',
    guard('expireSession', 'SESSION#', says.ACTIVE, says.PAST),
    { scene: CLOSING_TIME },
  ),
  stripping('sweeper expires sessions before their time', guard('expireSession', 'SESSION#', says.PAST), {
    scene: CLOSING_TIME,
  }),
  stripping('deletion while a turn runs', guard('delete', 'SESSION#', says.HAS_NO_TURN), { breaks: 'P15' }),
  stripping('deletion of what is not there', guard('delete', 'SESSION#', says.THERE), {
    harmless: 'what it leaves, its own job removes; it makes a 404',
  }),
  stripping('deletion of what is deleted', guard('delete', 'SESSION#', says.NOT_DELETED), {
    harmless: 'a removal may be repeated; it makes a 404',
  }),
  stripping('builder renews what another builds', guard('renewBuild', 'COACH#', says.BUILT_BY_OWNER), {
    pair: 'builder renews, and saves, what another builds',
  }),
  stripping(
    'builder renews, and saves, what another builds',
    [...guard('renewBuild', 'COACH#', says.BUILT_BY_OWNER), ...guard('completeBuild', 'COACH#', says.BUILT_BY_OWNER)],
    { scene: BUILDING_SITE },
  ),
  stripping('builder claims what another builds', guard('claimBuild', 'COACH#', says.WAITING_BUILD)),
];
