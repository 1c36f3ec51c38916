import { chargeOf, type Usage } from '#contract/usage';
import type { Command } from '../memory-dynamo/engine.ts';
import { type Deed, skOf, type Write, writesOf } from './write-names.ts';

/** The meaning of each promise, for reports. The numbers are those of the specification. */
const PROMISES: Readonly<Record<string, string>> = {
  P1: 'a message that began in front of a person is never lost',
  P2: 'a message is never there twice, and none is written over',
  P3: 'one turn runs in a session, and nobody takes it over while its producer may be alive',
  P4: 'one answer is committed for a turn, and it is what its last epoch said',
  P5: 'every accepted turn ends, and nothing stays locked or held',
  P6: 'what is shown again is what was shown, without a gap',
  P7: 'reading again is free: no model call, no write',
  P9: 'two tabs are safe: a refusal names the turn that stands in the way, and it is true',
  P10: 'a session is open until its time, and not after',
  P11: 'limits of turns, messages and tokens hold, whoever comes at once',
  P12: 'a budget is the sum of its reservations, and what was used is what is paid',
  P13: 'nothing is reserved above the limit',
  P14: 'a turn and its hold end once',
  P15: 'when a stop is answered, the hold is gone and the session free; a dead hold refuses nothing',
  P16: 'a finished interview is built once, and never earlier',
  P18: 'what tools write is made with the answer, once, and never without it',
  P19: 'cleaning up takes only what is over, and a second time changes nothing',
  P27: 'no failure after the first byte but an event that says so',
  foreseen: 'nothing fails in a way that nobody foresaw',
  simulation: 'the simulation itself works',
};

export const wordsOfPromise = (promise: string): string => PROMISES[promise] ?? promise;

export const secondsOf = (ms: number): string => `${(ms / 1_000).toFixed(3)} s`;

/** One line of a trace: time, actor, action. */
export const traceLine = (ms: number, who: string, what: string): string =>
  `${secondsOf(ms).padStart(12)}  ${who.padEnd(12)} ${what}`;

const UUIDS = /0{8}-0000-4000-8000-\d{12}/g;
const PEOPLE = /(?:U#)?person-(\d)/g;
const SESSIONS = /01JD0{17}(\d)000(\d)/g;

/**
 * Replaces ids with readable names: `turn 4` for the fourth message, `session 1.2` for the second one of the first
 * user.
 */
export const withNames = (text: string, turnIds: readonly string[]): string =>
  text
    .replace(UUIDS, (id) => (turnIds.includes(id) ? `turn ${turnIds.indexOf(id) + 1}` : `#${Number(id.slice(-12))}`))
    .replace(SESSIONS, (_, person, session) => `session ${person}.${session}`)
    .replace(PEOPLE, (_, person) => `person ${person}`);

const KINDS: Readonly<Record<string, string>> = {
  TURN: 'turn',
  SESSION: 'session',
  RES: 'hold',
  BUDGET: 'budget',
  MSG: 'message',
  RATE: 'rate window',
  COACH: 'coach',
  NOTE: 'note',
};

/** Names the items that refused a write. */
export function refusalWords(command: Command, error: Error): string {
  const { CancellationReasons } = error as { CancellationReasons?: readonly { readonly Code?: string }[] };
  if (error.name === 'ConditionalCheckFailedException') return `refused by the ${kindOf(writesOf(command)[0])}`;
  if (!CancellationReasons) return error.message.slice(0, 160);
  const refusing = writesOf(command).filter((_, item) => CancellationReasons[item]?.Code !== 'None');
  return `refused by the ${[...new Set(refusing.map(kindOf))].join(', ')}`;
}

const kindOf = (write: Write | undefined): string => {
  const sk = write ? skOf(write) : '';
  return KINDS[sk.split('#')[0] ?? ''] ?? sk;
};

type Words = (facts: Facts) => string;

/** The facts of a command. */
interface Facts {
  readonly first: Write;
  /** The id of the turn, session or coach: the last part of the key. */
  readonly id: string;
  readonly partition: string;
  /** A value that the first write sets. */
  value(name: string): unknown;
  /** The amount by which the hold changes. */
  readonly amount: unknown;
  /** The number of items in a batch. */
  readonly held: readonly string[];
  /** Items of a batch. */
  readonly count: number;
}

const tokens = (usage: unknown) => `${usage ? chargeOf(usage as Usage) : 0} tokens`;

const WORDS: Readonly<Partial<Record<Deed, Words>>> = {
  claim: ({ id, amount }) => `claims ${id}, holds ${amount}`,
  takeover: ({ id, value, amount }) =>
    `takes ${id} over, epoch ${value('epoch')}${amount === undefined ? '' : `, holds ${amount} again`}`,
  finish: ({ id, value }) => `ends ${id}: ${value('state')}, ${value('charged')} paid`,
  close: ({ id, value }) => `ends ${id} from outside: ${value('state')}, ${value('charged')} paid`,
  park: ({ held }) => `expires ${held.join(' and ')}`,
  tombstone: ({ id }) => `leaves word that ${id} is stopped`,
  topUp: ({ id }) => `extends what ${id} holds`,
  release: ({ held }) => `gives back what ${held.join(' and ')} held`,
  heartbeat: ({ id, value }) => `heartbeat of ${id}, ${tokens(value('usage'))} so far`,
  follow: ({ id }) => `asks for events of ${id} sooner`,
  countRequest: ({ id }) => `counts one more request in ${id}`,
  restart: ({ id, value }) => `begins ${id} anew, epoch ${value('epoch')}`,
  append: ({ partition, first }) =>
    `stores events of ${partition}, epoch and batch ${skOf(first).split('#').map(Number).join('-')}`,
  expireSession: ({ id }) => `marks ${id} expired`,
  delete: ({ id }) => `marks ${id} deleted`,
  remove: ({ count }) => `removes ${count} items`,
};

/** Describes a command in words; ids stay unchanged. */
export function wordsOf(command: Command, deed: Deed): string {
  const writes = writesOf(command);
  const first = writes[0] ?? {};
  const partOf = (key: unknown) => String(key).split('#').at(-1) ?? '';
  const batches = Object.values(
    (command.input as { RequestItems?: Record<string, readonly unknown[]> }).RequestItems ?? {},
  );
  const facts: Facts = {
    count: batches.flat().length,
    held: writes.map(skOf).flatMap((sk) => (sk.startsWith('RES#') ? [partOf(sk)] : [])),
    first,
    id: partOf(skOf(first)),
    partition: partOf(first.Item?.['pk']),
    value: (name) => first.ExpressionAttributeValues?.[`:new_${name}`],
    amount: writes
      .filter((write) => skOf(write).startsWith('RES#'))
      .map((write) => write.Item?.['amount'] ?? write.ExpressionAttributeValues?.[':new_amount'])[0],
  };
  return WORDS[deed]?.(facts) ?? `${deed} ${facts.id}`;
}
