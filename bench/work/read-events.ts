import { createBlocks, receivedFrom } from '#client/read-events';
import { formatFrame } from '#contract/sse';
import { answerOf, effort, microsecondsOf, printFigures } from './event-reading.ts';

const events = answerOf((text, place) =>
  formatFrame({ id: { epoch: 1, seq: place + 1 }, event: { type: 'chunk', text, step: 1 } }),
);

const us = await microsecondsOf(
  events,
  async (body) => {
    let seen = 0;
    const take = createBlocks();
    for await (const part of body)
      for (const block of take(part)) if (receivedFrom(block)?.event.type === 'chunk') seen += 1;
    return seen;
  },
  effort,
);

const blockUs = await microsecondsOf(
  events,
  async (body) => {
    let seen = 0;
    const take = createBlocks();
    for await (const part of body) seen += take(part).length;
    return seen;
  },
  effort,
);

printFigures({ us, blockUs });
