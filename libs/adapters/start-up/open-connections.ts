import { type BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

export interface Clients {
  readonly model: BedrockRuntimeClient;
  readonly tables: DynamoDBDocumentClient;
}

/** Longer than a connection takes within a Region. Waiting longer gains nothing. */
const OPENING_MS = 500;

/** AWS answers this path without authentication or charge. */
const HARMLESS = { method: 'GET', path: '/ping', query: {}, body: undefined };

/**
 * Opens the connections of a turn while the function starts: two to the tables, which are read in parallel, and one to
 * the model. A command passes all layers of its client, so that endpoint, credentials and code are loaded too. Only the
 * request on the wire is replaced by an unsigned one without effect or cost.
 *
 * Never fails and never takes longer than half a second, because a turn can open its connections itself.
 */
export async function openConnections({ model, tables }: Clients): Promise<void> {
  const abortSignal = AbortSignal.timeout(OPENING_MS);
  const read = () => pinging(new GetCommand({ TableName: 'none', Key: {} }));
  const ask = () => pinging(new ConverseStreamCommand({ modelId: 'none', messages: [] }));
  await Promise.allSettled([
    tables.send(read(), { abortSignal }),
    tables.send(read(), { abortSignal }),
    model.send(ask(), { abortSignal }),
    import('@smithy/core/event-streams'), // otherwise the SDK loads it with the first answer
  ]);
}

/** The layer next to the wire. It sends {@link HARMLESS} instead of the request that it gets. */
type Innermost = (next: (args: WireArgs) => Promise<WireOutput>) => (args: WireArgs) => Promise<never>;
interface WireArgs {
  readonly request: unknown;
}
interface WireOutput {
  readonly response: unknown;
}
interface Layered {
  readonly middlewareStack: { add(layer: never, where: { step: 'deserialize'; priority: 'low' }): void };
}

function pinging<Command extends Layered>(command: Command): Command {
  const layer: Innermost = (next) => async (args) => {
    const { host } = (args.request as { readonly headers: Readonly<Record<string, string>> }).headers;
    const { response } = await next({
      ...args,
      request: Object.assign(args.request as object, HARMLESS, { headers: { host } }),
    });
    // Read the response to its end, because only then the connection is free for the first turn.
    await Array.fromAsync((response as { readonly body: AsyncIterable<Uint8Array> }).body);
    throw new Error('the connection is open; there is no output');
  };
  command.middlewareStack.add(layer as never, { step: 'deserialize', priority: 'low' });
  return command;
}
