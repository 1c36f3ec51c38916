import { inChild, type Work } from '../harness/child.ts';
import type { Row } from '../harness/row.ts';

const reading = (name: string, script: string, ...args: readonly string[]): Work => ({
  name,
  script,
  args: ({ quick }) => (quick ? [...args, '--quick'] : args),
});

const BASE = 'eventsource-parser alone, data left as text';

/** What happens on the other side of the wire. */
export const clientRows: readonly Row[] = [
  {
    number: 16,
    what: 'CPU per event in the client, from bytes to a checked event; one event a read, as they come from a model',
    base: BASE,
    ours: 'our client',
    contenders: [
      reading(BASE, 'bench/work/read-events-base.ts'),
      reading('eventsource-parser and JSON.parse, nothing checked', 'bench/work/read-events-base.ts', 'json'),
      reading('our client', 'bench/work/read-events.ts'),
      reading('AI SDK: parseJsonEventStream, chunks checked', 'bench/peers/read-events-ai-sdk.ts'),
      reading('AI SDK: with readUIMessageStream', 'bench/peers/read-events-ai-sdk.ts', 'message'),
    ].map(inChild),
    goals: [
      { figure: 'us', what: 'parsed and checked (µs per event)', as: 'ratio', atMost: 2.5 },
      { figure: 'blockUs', what: 'parse alone (µs per event)', as: 'ratio', atMost: 1.2 },
    ],
    changed:
      'A delta is checked by looking at its three fields, and only what is no delta by the schema; a test holds both to the same verdict. What a read brings is taken apart in one call, without a generator of its own. JSON.parse is a good third of what is left.',
  },
];
