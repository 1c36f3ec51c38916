import type { Json, Model, ModelRequest } from '#ports/model';
import { estimateInput } from './metering/estimate.ts';
import type { Meter } from './metering/meter.ts';
import { wellFormedEvents } from './well-formed.ts';

/**
 * Calls a model with one forced tool.
 *
 * @param meter - Also counts the usage of a call that broke off.
 * @returns the input of the tool call, `undefined` when the model made none.
 * @throws {ModelFailure} when the model did not finish; `signal.reason` once aborted.
 */
export async function callTool(
  request: ModelRequest & { readonly forcedTool: string },
  { model, meter }: { readonly model: Model; readonly meter: Meter },
  signal: AbortSignal,
): Promise<Json | undefined> {
  let input: Json | undefined;
  const call = meter.begin({ inputTokens: estimateInput(request), maxTokens: request.maxTokens });
  try {
    for await (const event of wellFormedEvents(model.stream(request, signal))) {
      if (event.type === 'end') call.reported(event.usage);
      else if (event.type !== 'tool_use') call.produced(event.text);
      else {
        call.produced(JSON.stringify(event.input));
        if (event.name === request.forcedTool) input ??= event.input;
      }
    }
  } catch (error) {
    if (signal.aborted) call.cancelled();
    else call.brokeOff();
    throw error;
  }
  return input;
}
