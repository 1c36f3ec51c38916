import type { ServeStreamDeps } from '#adapters/lambda/serve';
import { systemClock } from '#adapters/system/clock';
import { native } from '#contract/dialects/native';
import type { Frame } from '#contract/sse';
import { answerTurn } from '#http/turn-answer';
import { deltas } from './deltas.ts';
import { planOfQuery, stampedText, textOf } from './plan.ts';

const FORM = {
  dialect: native,
  stream: { turnId: '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11', sessionId: '01JD8Y7Z6K3M9QW2R5T8V0XABC' },
};

/** The product's code from the engine's frames to the response. Simulated deltas replace the engine. */
export const serveDeps = (textAt: typeof textOf): ServeStreamDeps => ({
  handle: ({ query }) => {
    const { promise: accepted } = Promise.withResolvers<void>();
    const frameOf = (index: number): Frame => ({
      id: { epoch: 1, seq: index + 1 },
      event: { type: 'chunk', text: textAt(index), step: 1 },
    });
    return answerTurn(deltas(planOfQuery(Object.entries(query)), frameOf), FORM, accepted);
  },
  allowedOrigins: [],
  clock: systemClock,
});

/** Picks the text of a delta: the measurement `way` needs its creation time. */
export const textFor = (measure: string | undefined): typeof textOf => (measure === 'way' ? stampedText : textOf);
