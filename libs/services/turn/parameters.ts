/** How long a lease lasts without a renewal, in milliseconds. */
export const LEASE_MS = 10_000;

/** Maximum difference between the clocks of two functions. A takeover waits this long after the lease has expired. */
export const GRACE_MS = 2_000;

/** How often a producer renews its lease, stores its usage and stores its events. */
export const HEARTBEAT_MS = 1_000;

/** How often a producer checks whether a stop was requested. */
export const STOP_CHECK_MS = 500;

/** How long an abort waits for the producer before it ends the turn itself, and how often it checks. */
export const STOP_WAIT_MS = 2_000;
export const STOP_POLL_MS = 100;

/** How often a producer stores its events while a reader follows. */
export const FOLLOWED_CHECKPOINT_MS = 250;

/** How long one follow lasts. Its reader then opens another one, because Lambda does not see a reader leave. */
export const FOLLOW_SEGMENT_MS = 60_000;

/** How many follows a person may open in a minute, and how much one counts that lasts until its turn ends. */
export const FOLLOWS_A_MINUTE = 20;
export const WHOLE_FOLLOW_WEIGHT = 4;

/** How often a follower polls for new events. */
export const FOLLOW_MS = 300;

/** How long a follower's request for sooner checkpoints is valid. It is renewed at half of this time. */
export const FOLLOW_WISH_MS = 4_000;

/** How long a turn stays parked after its producer has died, before it fails. */
export const PARK_MS = 15 * 60_000;

/** Bytes of events that are stored before the next heartbeat. With its keys such a batch is one write unit. */
export const CHECKPOINT_BYTES = 768;

/** Attempts at one turn, including takeovers and restarts. */
export const MAX_EPOCHS = 8;

/** How often a claim that lost a race is decided again before the request is refused as busy. */
export const MAX_DECISIONS = 5;

/** How often the charge of lost usage is tried. Each try outlasts several conflicts of transactions. */
export const CHARGE_TRIES = 3;

/** How long the commit waits for work beside the answer, in milliseconds. */
export const BESIDE_WAIT_MS = 2_000;

/**
 * Calls to a busy model before its first output; the SDK sends each of them twice. With a model that refuses three
 * calls in ten, one turn in 100,000 still fails.
 */
export const MAX_TRIES = 5;

/** First pause before a busy model is called again, in milliseconds. Doubles each time: 4.5 s in total. */
export const BACKOFF_MS = 300;

/** Restarts of a turn after its model broke off in mid-answer. */
export const MAX_RESTARTS = 1;

/** Tool uses that run in one step. The model is told to ask for the others again. */
export const MAX_TOOL_CALLS_A_STEP = 16;

/** A transaction has at most 100 items. The turn itself needs few of the others. */
export const MAX_WRITES_A_TURN = 20;

/** Maximum size of one tool result, and of all results of a turn, in bytes of JSON. Longer ones are cut. */
export const TOOL_RESULT_BYTES = 16_384;
export const TOOL_RESULTS_BYTES_A_TURN = 65_536;

/** Minimum output tokens of a last answer. With fewer, the model is not called. */
export const MIN_ANSWER_TOKENS = 256;
