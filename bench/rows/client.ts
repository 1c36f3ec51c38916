import { inChild, type Work } from '../harness/child.ts';
import type { Row } from '../harness/row.ts';

const reading = (name: string, script: string, ...args: readonly string[]): Work => ({
  name,
  script,
  args: ({ quick }) => (quick ? [...args, '--quick'] : args),
});

const onPage = (name: string, page: string): Work => ({ name, script: 'bench/work/page.ts', args: () => [page] });

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
  {
    number: 18,
    what: 'the page while 1,000 tokens come at 250 a second, in Chromium: time in scripts on its main thread',
    base: 'plain DOM: each token is appended',
    ours: 'our app, as it is shipped',
    contenders: [
      onPage('plain DOM: each token is appended', 'bench/work/page-base.ts'),
      onPage('our app, as it is shipped', 'app'),
      onPage('a render per token with react-markdown', 'bench/peers/page-markdown.tsx'),
      onPage('useChat of the AI SDK, plain text', 'bench/peers/page-use-chat.tsx'),
      onPage('useChat, throttled to 100 ms, plain text', 'bench/peers/page-use-chat-throttled.tsx'),
      onPage('useChat with react-markdown', 'bench/peers/page-use-chat-markdown.tsx'),
    ].map(inChild),
    goals: [
      { figure: 'scriptMs', what: 'script time (ms)', as: 'ratio', atMost: 1.5, stretch: 1.1 },
      { figure: 'renders', what: 'renders that change the page', as: 'value', atMost: 60 },
      { figure: 'longTasks', what: 'tasks of more than 50 ms', as: 'value', atMost: 0 },
    ],
    changed:
      'Tokens are shown ten times a second, and reduced as one when they are shown. A component is drawn again only when a field of the session has changed that it reads, so an answer draws its own bubble and nothing around it; a block of plain words is drawn without being read as Markdown. The conversation follows its end by one assignment when it has grown; the library that was used before animated it in each frame, which took as long as all the rest. Between two reads of a stream no timer is set, and two of five generators on a token’s way are gone.',
    holds:
      'Markdown. Reading the stream takes what the base takes, and React draws 41 times for about a third of that: without Markdown the page was at 1.5 on the same machine. The rest is react-markdown, which reads the block that grows anew at each draw, in 1 to 2 ms. A reader that goes on where it stopped would gain it; none is at hand that is as small and as safe. To draw less often than ten times a second would gain it as well, and be seen.',
  },
];
