import { BUILD_MUTANTS } from './build-mutants.ts';
import { unguarded } from './edit-command.ts';
import { guard, type Mutant, stripping } from './mutant.ts';
import {
  claimTwice,
  deadToAll,
  deadToReserves,
  deadToSweepers,
  dropping,
  EARLY_SEARCH,
  EARLY_START,
  endedInItsEpoch,
  findingNoHolds,
  parkedForEver,
  timeless,
  uncounted,
} from './mutations.ts';
import { OTHER_MUTANTS } from './other-mutants.ts';
import { BUILDING_SITE, CLOSING_TIME, COMING_BACK, IN_STEPS, LOST_AND_FOUND, RUSH_HOUR } from './scenes.ts';
import * as says from './sentences.ts';
import { createSharedMeters } from './shared-meter.ts';

const claim = {
  turn: guard('claim', 'TURN#', says.ABSENT),
  version: guard('claim', 'SESSION#', says.VERSION_READ),
  noOther: guard('claim', 'SESSION#', says.NO_OTHER_TURN),
  open: guard('claim', 'SESSION#', says.OPEN),
  inTime: guard('claim', 'SESSION#', says.NOT_EXPIRED),
  underLimit: guard('claim', 'SESSION#', says.UNDER_LIMIT),
  message: guard('claim', 'MSG#', says.ABSENT),
  hold: guard('claim', 'RES#', says.ABSENT),
};
const takeover = {
  epoch: guard('takeover', 'TURN#', says.EPOCH_READ),
  lease: guard('takeover', 'TURN#', says.LEASE_READ),
  version: guard('takeover', 'SESSION#', says.VERSION_READ),
  noOther: guard('takeover', 'SESSION#', says.NO_OTHER_TURN),
  open: guard('takeover', 'SESSION#', says.OPEN),
  inTime: guard('takeover', 'SESSION#', says.NOT_EXPIRED),
  held: guard('takeover', 'RES#', says.HOLD_STILL_READ),
  hold: guard('takeover', 'RES#', says.HOLD_READ),
};
const finish = {
  epoch: guard('finish', 'TURN#', says.EPOCH_MINE),
  running: guard('finish', 'TURN#', says.STILL_RUNNING),
  session: guard('finish', 'SESSION#', says.HELD_BY_TURN),
  hold: guard('finish', 'RES#', says.HOLD_READ),
  budget: guard('finish', 'BUDGET#', says.BUDGET_KNOWN),
  message: guard('finish', 'MSG#', says.ABSENT),
  preview: guard('finish', 'PROFILE', says.PREVIEW_OURS),
};
const close = {
  epoch: guard('close', 'TURN#', says.EPOCH_READ),
  lease: guard('close', 'TURN#', says.LEASE_READ),
  session: guard('close', 'SESSION#', says.HELD_BY_TURN, says.PARKED_BY_TURN),
  number: guard('close', 'SESSION#', says.NUMBER_READ),
  hold: guard('close', 'RES#', says.HOLD_READ),
  budget: guard('close', 'BUDGET#', says.BUDGET_KNOWN),
  message: guard('close', 'MSG#', says.ABSENT),
  preview: guard('close', 'PROFILE', says.PREVIEW_OURS),
};
const park = {
  epoch: guard('park', 'TURN#', says.EPOCH_READ),
  lease: guard('park', 'TURN#', says.LEASE_READ),
  session: guard('park', 'SESSION#', says.HELD_BY_TURN),
  hold: guard('park', 'RES#', says.HOLD_READ),
  budget: guard('park', 'BUDGET#', says.BUDGET_KNOWN),
};

const topUp = {
  turn: guard('topUp', 'TURN#', says.BEAT_MINE),
  hold: guard('topUp', 'RES#', says.HOLD_STILL_READ),
  budget: guard('topUp', 'BUDGET#', says.HAS_ROOM_STILL),
};

const NO_FENCE = 'commit: everything unconditional';
const NO_CLAIM = 'claim: session version, no other turn and message number';
const NO_LEFT = 'claim: the turn that it leaves behind, session version and no other turn';
const NO_LIMIT = 'admission and claim: turn limit';
const NO_TIME = 'admission, claim and takeover: session open and in time';
const NO_TAKEOVER = 'takeover: epoch, lease and session version';
const NO_ORDER = 'takeover: no other turn, epoch and session version';
const NO_HOLD = 'takeover: epoch, lease, session version and hold';
const NO_CLOSE = 'close: everything unconditional';
const NO_TOP_UP = 'top-up: turn still ours and hold as read';
const NO_PARK = 'park: everything unconditional';

/** The mutants of the specification's table. */
const SPECIFIED: readonly Mutant[] = [
  dropping('abort forgets the reservation', 'close', 'RES#', 'BUDGET#'),
  { name: 'a new turn id for each attempt', freshIds: true },
  stripping('no lease check before takeover', takeover.lease, { turns: deadToAll }),
  { name: '`start` before the claim', firstEvent: EARLY_START },
  { name: 'prepare’s events before the claim', firstEvent: EARLY_SEARCH, prepares: true },
  { name: 'side call on the shared meter', openMeters: createSharedMeters, breaks: 'P12', prepares: true },
  stripping('takeover: its epoch and lease', [...takeover.epoch, ...takeover.lease], {
    pair: NO_TAKEOVER,
    scene: LOST_AND_FOUND,
  }),
  stripping('builder saves without its condition', guard('completeBuild', 'COACH#', says.BUILT_BY_OWNER), {
    scene: BUILDING_SITE,
  }),
  dropping('invoke after commit instead of outbox', 'finish', 'build-coach-config#'),
  { name: 'reserve not idempotent', command: claimTwice },
  stripping('stale usage at settle', close.lease),
  { name: 'no park TTL', command: (command, deed) => (deed === 'park' ? parkedForEver(command) : undefined) },
  stripping('commit fence: epoch and state', [...finish.epoch, ...finish.running]),
  stripping('finalise guard alone', finish.hold, { pair: NO_FENCE }),
  stripping(NO_FENCE, Object.values(finish).flat()),
  stripping('heartbeat fence', guard('heartbeat', 'TURN#', says.BEAT_MINE)),
  { name: 'abort without a new epoch', command: endedInItsEpoch, pair: 'abort without a new epoch, commit fence' },
  {
    ...stripping('abort without a new epoch, commit fence', finish.running),
    command: (command, deed) => endedInItsEpoch(command, deed) ?? unguarded(command, deed, finish.running),
  },
  stripping('sweeper puts live turns aside', park.lease, { turns: deadToSweepers }),
  stripping('expire of a hold whose turn lives', park.lease, { turns: deadToReserves, breaks: 'P3' }),
  { name: 'reserve: dead holds wait for the sweeper', turns: findingNoHolds, breaks: 'P15', scene: LOST_AND_FOUND },
];

/** Each condition of a first claim. */
const CLAIM: readonly Mutant[] = [
  stripping('claim: turn absent', claim.turn, { pair: 'reserve not idempotent' }),
  stripping('claim: hold absent', claim.hold, { pair: 'reserve not idempotent' }),
  stripping('claim: message number', claim.message, { pair: NO_CLAIM }),
  stripping('claim: session version', claim.version, { pair: NO_CLAIM }),
  stripping('claim: no other turn', claim.noOther, { pair: NO_CLAIM }),
  stripping(NO_CLAIM, [...claim.version, ...claim.noOther, ...claim.message]),
  // The session version covers the limit, because no other write changes the turn count.
  stripping('claim: turn limit', claim.underLimit, { pair: NO_LIMIT }),
  stripping(
    'claim: turn limit, session version and message number',
    [...claim.underLimit, ...claim.version, ...claim.message],
    { breaks: 'P11', pair: NO_LIMIT, scene: RUSH_HOUR },
  ),
  { name: 'admission: turn limit', turns: uncounted, pair: NO_LIMIT, scene: RUSH_HOUR },
  stripping(NO_LIMIT, claim.underLimit, { turns: uncounted, breaks: 'P11' }),
  // A session's expiry only moves forward, and admission has checked the one that it read.
  stripping('claim: session in time', claim.inTime, { pair: NO_TIME }),
  stripping('claim: session open', claim.open, { breaks: 'P10', scene: CLOSING_TIME }),
  { name: 'admission: session open and in time', turns: timeless, pair: NO_TIME },
  stripping(NO_TIME, [...claim.open, ...claim.inTime, ...takeover.open, ...takeover.inTime], {
    turns: timeless,
    breaks: 'P10',
  }),
  stripping('claim: room in the budget', guard('claim', 'BUDGET#', says.HAS_ROOM), { breaks: 'P13' }),
  stripping('claim: room in the rate window', guard('claim', 'RATE#', says.RATE_ROOM), {
    breaks: 'P11',
    scene: RUSH_HOUR,
  }),
  stripping('claim: the turn that it leaves behind as read', guard('claim', 'TURN#', says.PARKED_READ), {
    pair: NO_LEFT,
  }),
  stripping(NO_LEFT, [...guard('claim', 'TURN#', says.PARKED_READ), ...claim.version, ...claim.noOther], {
    scene: COMING_BACK,
  }),
];

/** Each condition of a takeover's claim. */
const TAKEOVER: readonly Mutant[] = [
  stripping('takeover: epoch', takeover.epoch, { pair: NO_TAKEOVER }),
  stripping('takeover: lease', takeover.lease, { scene: LOST_AND_FOUND }),
  stripping('takeover: session version', takeover.version, { pair: NO_TAKEOVER }),
  stripping(NO_TAKEOVER, [...takeover.epoch, ...takeover.lease, ...takeover.version]),
  stripping('takeover: no other turn', takeover.noOther, { pair: NO_ORDER }),
  stripping(NO_ORDER, [...takeover.noOther, ...takeover.epoch, ...takeover.version], {
    breaks: 'P3',
    scene: COMING_BACK,
  }),
  stripping('takeover: session in time', takeover.inTime, { pair: NO_TIME }),
  stripping('takeover: session open', takeover.open, { breaks: 'P10', scene: COMING_BACK }),
  stripping('takeover: still held', takeover.held, { pair: NO_HOLD }),
  stripping('takeover: hold as read', takeover.hold, { pair: NO_HOLD }),
  stripping(NO_HOLD, [...takeover.epoch, ...takeover.lease, ...takeover.version, ...takeover.held, ...takeover.hold]),
  stripping('takeover: room in the budget', guard('takeover', 'BUDGET#', says.HAS_ROOM), {
    breaks: 'P13',
    scene: COMING_BACK,
  }),
];

/** Each condition of the three writes that end or park a turn. */
const ENDS: readonly Mutant[] = [
  stripping('commit: epoch', finish.epoch, { pair: 'commit fence: epoch and state' }),
  stripping('commit: still running', finish.running, { pair: 'commit fence: epoch and state' }),
  stripping('commit: session held', finish.session, { pair: NO_FENCE }),
  stripping('commit: budget known', finish.budget, { pair: NO_FENCE }),
  stripping('commit: message number', finish.message, { pair: NO_FENCE }),
  stripping('commit: preview of this turn', finish.preview, { pair: NO_FENCE }),
  stripping('close: epoch', close.epoch, { pair: NO_CLOSE }),
  stripping('close: session held', close.session, { pair: NO_CLOSE }),
  stripping('close: message number as read', close.number, { pair: NO_CLOSE }),
  stripping('close: message number absent', close.message, { pair: NO_CLOSE }),
  stripping('close: preview of this turn', close.preview, { pair: NO_CLOSE }),
  stripping('close: hold as read', close.hold, { pair: NO_CLOSE }),
  stripping('close: budget known', close.budget, { pair: NO_CLOSE }),
  stripping(NO_CLOSE, Object.values(close).flat()),
  stripping('park: epoch', park.epoch, { pair: NO_PARK }),
  stripping('park: lease', park.lease, { scene: LOST_AND_FOUND }),
  stripping('park: session held', park.session, { pair: NO_PARK }),
  stripping('park: hold as read', park.hold, { pair: NO_PARK }),
  stripping('park: budget known', park.budget, { pair: NO_PARK }),
  stripping(NO_PARK, Object.values(park).flat()),
];

/** Each condition of the write that extends a hold. */
const TOP_UP: readonly Mutant[] = [
  stripping('top-up: turn still ours', topUp.turn, { pair: NO_TOP_UP, scene: IN_STEPS }),
  stripping('top-up: hold as read', topUp.hold, { pair: NO_TOP_UP, scene: IN_STEPS }),
  stripping(NO_TOP_UP, [...topUp.turn, ...topUp.hold], { scene: IN_STEPS }),
  stripping('top-up: room in the budget', topUp.budget, { breaks: 'P13', scene: IN_STEPS }),
];

/** Mutants that remove the product's guards one by one, or together with the guards that cover them. */
export const MUTANTS: readonly Mutant[] = [
  ...SPECIFIED,
  ...CLAIM,
  ...TAKEOVER,
  ...ENDS,
  ...TOP_UP,
  ...OTHER_MUTANTS,
  ...BUILD_MUTANTS,
];
