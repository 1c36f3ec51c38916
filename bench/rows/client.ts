import { inChild, type Work } from '../harness/child.ts';
import type { Row } from '../harness/row.ts';

const reading = (name: string, script: string, ...args: readonly string[]): Work => ({
  name,
  script,
  args: ({ quick }) => (quick ? [...args, '--quick'] : args),
});

const onPage = (name: string, page: string): Work => ({ name, script: 'bench/work/page.ts', args: () => [page] });

const BASE = 'eventsource-parser alone, data left as text';

/** Work of the client. */
export const clientRows: readonly Row[] = [
  {
    number: 16,
    what: 'CPU per event in the client, from bytes to a checked event, with one event per read as from a model',
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
      { figure: 'blockUs', what: 'parsed only (µs per event)', as: 'ratio', atMost: 1.2 },
    ],
    changed:
      'A delta is validated by a check of its three fields; only other events are validated against the schema. A test asserts that both checks agree. Each read is split into events by one call, without a generator. JSON.parse takes more than a third of the remaining time.',
  },
  {
    number: 18,
    what: 'the page while 1,000 tokens arrive at 250 per second, in Chromium: script time on its main thread',
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
      'Tokens are shown ten times a second, and all tokens of one update are reduced together. A component renders only when a session field that it reads has changed, so an answer renders its own bubble and nothing else. A block of plain words is rendered without the Markdown parser. The conversation scrolls to its end with one assignment when it has grown. The library used before animated the scroll in every frame, which took as long as everything else. No timer is set between two reads of a stream, and two of the five generators on a token’s path were removed.',
    limitedBy:
      'Markdown. Reading the stream takes as long as in the base, and React’s 41 renders take about a third of that. Without Markdown the page measured 1.5 on the same machine. The rest is react-markdown, which parses the growing block again at each render, in 1 to 2 ms. An incremental parser would save that, but none is available that is as small and as safe. Fewer than ten updates per second would save it too, but people would notice.',
  },
];
