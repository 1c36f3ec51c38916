import { type BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { isThought, type Model, type ModelEvent, ModelFailure, type ModelRequest } from '#ports/model';
import { type BedrockModel, toConverseRequest } from './converse-request.ts';
import { readAnswer } from './read-answer.ts';

export interface BedrockModelDeps {
  /** @see createBedrockClient for why it isn't the SDK's default client. */
  readonly client: BedrockRuntimeClient;
  readonly main: BedrockModel;
  readonly small: BedrockModel;
}

/** The deployer's two models on Bedrock. Keeps no state between calls and logs no conversation text. */
export function createBedrockModel({ client, ...models }: BedrockModelDeps): Model {
  return {
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
      signal.throwIfAborted();
      // Leaving the SDK's loop doesn't stop the provider. Only this signal stops it, and with it the bill.
      const call = new AbortController();
      const abort = () => call.abort();
      signal.addEventListener('abort', abort, { once: true });
      let finished = false;
      try {
        const command = new ConverseStreamCommand(toConverseRequest(request, models[request.role]));
        const { stream } = await client.send(command, { abortSignal: call.signal });
        if (!stream) throw new ModelFailure('busy', 'the answer has no stream');
        for await (const event of readAnswer(stream)) {
          signal.throwIfAborted();
          finished = event.type === 'end';
          yield event.type === 'end' ? signed(event, models[request.role].modelId) : event;
        }
      } catch (error) {
        // The SDK turns an abort into an error of another name, or into a stream that just ends.
        signal.throwIfAborted();
        // Loaded here, because a model that answers never needs it.
        const { toModelFailure } = await import('./model-failure.ts');
        signal.throwIfAborted();
        throw toModelFailure(error, { modelId: models[request.role].modelId, role: request.role });
      } finally {
        signal.removeEventListener('abort', abort);
        if (!finished) call.abort();
      }
    },
  };
}

type End = Extract<ModelEvent, { type: 'end' }>;

/** Notes in each thought which model can read it. */
const signed = (end: End, model: string): End => ({
  ...end,
  content: end.content.map((block) => (isThought(block) ? { ...block, model } : block)),
});
