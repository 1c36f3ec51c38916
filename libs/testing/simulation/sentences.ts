/** The conditions of the product's writes, as they are written there; a mutant takes them away by their words. */

export const ABSENT = 'attribute_not_exists(#pk)';
export const EPOCH_READ = '#epoch = :epochRead AND #state = :stateRead';
export const LEASE_READ = '#leaseUntil = :leaseRead';
export const PARKED_READ = '#epoch = :epochRead AND #state = :parked';
export const EPOCH_MINE = '#epoch = :epoch';
export const STILL_RUNNING = '#state = :running';
export const BEAT_MINE = '#epoch = :epoch AND #state = :running';
export const HOLD_READ = '#state = :state AND #version = :version';
export const STILL_HELD = '#state = :held';
export const BUDGET_KNOWN = 'attribute_exists(#committed)';
export const VERSION_READ = '#version = :version';
export const NO_OTHER_TURN = 'attribute_not_exists(#activeTurn) OR #activeTurn = :turnId';
export const OPEN = '#status = :active AND attribute_not_exists(#deletedAt)';
export const NOT_EXPIRED = 'attribute_not_exists(#expiresAt) OR #expiresAt > :now';
export const UNDER_LIMIT = '#turnsUsed < :turnLimit';
export const HELD_BY_TURN = '#activeTurn = :turnId';
export const PARKED_BY_TURN = '#parkedTurn = :turnId';
export const NUMBER_READ = '#nextSeq = :nextSeq';
export const HAS_ROOM = 'attribute_not_exists(#committed) OR #committed <= :room';
export const RATE_ROOM = 'attribute_not_exists(#count) OR #count < :limit';
export const HAS_NO_TURN = 'attribute_not_exists(#activeTurn)';
export const ACTIVE = '#status = :active';
export const PAST = '#expiresAt <= :now';
export const THERE = 'attribute_exists(#pk)';
export const NOT_DELETED = 'attribute_not_exists(#deletedAt)';
export const BUILT_BY_OWNER = '#build.#state = :building AND #build.#owner = :owner';
export const WAITING_BUILD = '#build.#state = :queued OR (#build.#state = :building AND #build.#leaseUntil < :now)';
