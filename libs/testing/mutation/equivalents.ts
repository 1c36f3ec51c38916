import type { Mutant } from './mutants.ts';

/** A mutant that behaves like the product, so that no test can notice it. */
export interface Equivalent extends Pick<Mutant, 'file' | 'original' | 'replacement'> {
  readonly why: string;
}

/** What Stryker puts in place of an empty text. */
export const STRING = '"Stryker was here!"';

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: 'libs/http/body.ts',
    original: "''",
    replacement: STRING,
    why: 'neither of them is the type of JSON',
  },
  {
    file: 'libs/http/body.ts',
    original: 'index < text.length',
    replacement: 'index <= text.length',
    why: 'there is no character after the last, and it is no bracket',
  },
  {
    file: 'libs/http/hash-of.ts',
    original: 'a < b',
    replacement: 'a <= b',
    why: 'an object has each name once',
  },
  {
    file: 'libs/http/read-turn.ts',
    original: "typeof value === 'string'",
    replacement: 'true',
    why: 'only a text that is a UUID is changed',
  },
  {
    file: 'libs/http/read-turn.ts',
    original: 'Object.entries(fields).filter(([, value]) => value !== undefined)',
    replacement: 'Object.entries(fields)',
    why: 'the schema and the hash take an undefined field for none',
  },
  {
    file: 'libs/http/read-turn.ts',
    original: 'value !== undefined',
    replacement: 'true',
    why: 'the schema and the hash take an undefined field for none',
  },
  {
    file: 'libs/http/router.ts',
    original: 'PARAMS.get(name)?.(value)',
    replacement: 'PARAMS.get(name)(value)',
    why: 'a router with a parameter that has no check is not created',
  },
  {
    file: 'libs/http/router.ts',
    original: "''",
    replacement: STRING,
    why: 'a list of the same length has the element, and no user has either name',
  },
  {
    file: 'libs/http/routes/game-coach-session-routes.ts',
    original: '{ limit: 1 }',
    replacement: '{}',
    why: 'the messages are not answered; the limit saves reads',
  },
  {
    file: 'libs/http/validate.ts',
    original: '(inner as Record<PropertyKey, unknown> | null | undefined)?.[key]',
    replacement: '(inner as Record<PropertyKey, unknown> | null | undefined)[key]',
    why: 'no fault is found inside of a value that is not there',
  },
  {
    file: 'libs/http/routes/game-coach-session-routes.ts',
    original: "'desc'",
    replacement: '""',
    why: 'every order but `asc` is descending',
  },
  {
    file: 'libs/http/turn-answer.ts',
    original: "found !== 'silent'",
    replacement: 'true',
    why: 'a text is not `done`',
  },
  {
    file: 'libs/http/turn-answer.ts',
    original: "'silent'",
    replacement: '""',
    why: 'a text is not `done`',
  },
  {
    file: 'libs/services/turn/access.ts',
    original: "'full'",
    replacement: '""',
    why: 'without a grant a turn claims none',
  },
  {
    file: 'libs/services/turn/access.ts',
    original: "'none'",
    replacement: '""',
    why: 'no tier of the table is without a coach, so no turn gets there',
  },
  {
    file: 'libs/services/turn/access.ts',
    original: '!isUnopened(session)',
    replacement: 'isUnopened(session)',
    why: 'no tier of the table is without a coach, so no turn gets there',
  },
  {
    file: 'libs/services/turn/access.ts',
    original: '!isUnopened(session)',
    replacement: 'true',
    why: 'no tier of the table is without a coach, so no turn gets there',
  },
  {
    file: 'libs/services/turn/access.ts',
    original: '!isUnopened(session)',
    replacement: 'false',
    why: 'no tier of the table is without a coach, so no turn gets there',
  },
  {
    file: 'libs/services/turn/access.ts',
    original: "'upgrade_required'",
    replacement: '""',
    why: 'no tier of the table is without a coach, so no turn gets there',
  },
  {
    file: 'libs/services/turn/fit-result.ts',
    original: 'text.length > room',
    replacement: 'false',
    why: 'it saves work: a longer text does not fit either',
  },
  {
    file: 'libs/services/turn/fit-result.ts',
    original: 'Math.max(0, room) + 1',
    replacement: 'Math.max(0, room) - 1',
    why: 'the note takes more than the difference',
  },
  {
    file: 'libs/services/turn/fit-result.ts',
    original: '{ return undefined; }',
    replacement: '{}',
    why: 'a function without a return returns undefined',
  },
  {
    file: 'libs/services/turn/follow.ts',
    original: 'id?.seq',
    replacement: 'id.seq',
    why: 'every stored event has an id',
  },
  {
    file: 'libs/services/turn/replay.ts',
    original: 'id?.seq',
    replacement: 'id.seq',
    why: 'every stored event has an id',
  },
  {
    file: 'libs/services/turn/follow.ts',
    original: 'frame.id?.seq',
    replacement: 'frame.id.seq',
    why: 'every stored event has an id',
  },
  {
    file: 'libs/services/turn/follow.ts',
    original: 'frame.id',
    replacement: 'true',
    why: 'every stored event has an id',
  },
  {
    file: 'libs/services/turn/watch-turn.ts',
    original: 'last.id?.seq',
    replacement: 'last.id.seq',
    why: 'every stored event has an id',
  },
  {
    file: 'libs/services/turn/side-stage.ts',
    original: '{ once: true }',
    replacement: '{}',
    why: 'a signal aborts once',
  },
  {
    file: 'libs/services/turn/side-calls.ts',
    original: '{ once: true }',
    replacement: '{}',
    why: 'a signal aborts once',
  },
  {
    file: 'libs/services/turn/produce-turn.ts',
    original: '{ once: true }',
    replacement: '{}',
    why: 'a signal aborts once',
  },
  {
    file: 'libs/services/turn/ending.ts',
    original: "event.type === 'error'",
    replacement: 'false',
    why: 'an error event has no text to leave out',
  },
  {
    file: 'libs/services/turn/ending.ts',
    original: "'error'",
    replacement: '""',
    why: 'an error event has no text to leave out',
  },
  {
    file: 'libs/services/turn/ending.ts',
    original: 'messages.at(-1)?.messageId',
    replacement: 'messages.at(-1).messageId',
    why: 'an answer has a message',
  },
  {
    file: 'libs/services/turn/model-call.ts',
    original: "block.type === 'tool_use'",
    replacement: 'true',
    why: 'other blocks have no id that a tool use could have',
  },
  {
    file: 'libs/services/turn/model-call.ts',
    original: 'meter.cancelled();',
    replacement: ';',
    why: 'a call that is still counted counts the same',
  },
  {
    file: 'libs/services/turn/model-call.ts',
    original: "tool.kind === 'action'",
    replacement: 'true',
    why: 'a report has no label',
  },
  {
    file: 'libs/services/turn/answer.ts',
    original: 'deps.onShorterWindow?.(shorter.windowMessages)',
    replacement: 'deps.onShorterWindow(shorter.windowMessages)',
    why: '`produce` passes it',
  },
  {
    file: 'libs/services/turn/produce.ts',
    original: '{ request, shorter }',
    replacement: '{}',
    why: 'the request has both already',
  },
];
