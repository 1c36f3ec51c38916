import { createParser } from 'eventsource-parser';
import { formatFrame } from '#contract/sse';
import { answerOf, effort, microsecondsOf, printFigures } from './event-reading.ts';

const events = answerOf((text, place) =>
  formatFrame({ id: { epoch: 1, seq: place + 1 }, event: { type: 'chunk', text, step: 1 } }),
);

/** With the argument `json`, the data is parsed too: the minimum that a client needs from an event. */
const withJson = process.argv.includes('json');

const us = await microsecondsOf(
  events,
  async (body) => {
    let seen = 0;
    const parser = createParser({
      onEvent: ({ data }) => {
        if (withJson) JSON.parse(data);
        seen += 1;
      },
    });
    const decoder = new TextDecoder();
    for await (const part of body) parser.feed(decoder.decode(part, { stream: true }));
    return seen;
  },
  effort,
);

printFigures({ us, blockUs: us });
