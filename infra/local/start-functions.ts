import { join } from 'node:path';
import type { LocalClock } from './clock.ts';
import type { Faults } from './faults/faults.ts';
import { dated } from './gateways/dated.ts';
import { createFunctionUrl } from './gateways/function-url.ts';
import { createFunctionHost, type FunctionHost } from './lambda/function-host.ts';
import { openFunctionLogs } from './lambda/function-logs.ts';
import { type Endpoints, withLocalEnvironment } from './lambda/local-environment.ts';
import { type LoopbackServer, serveLoopback } from './loopback-server.ts';
import type { FunctionUrlSpec } from './template/functions.ts';
import type { Product } from './template/product.ts';

export interface LocalFunctions {
  readonly all: readonly FunctionHost[];
  readonly byArn: ReadonlyMap<string, FunctionHost>;
  /** Functions by folder name. */
  readonly byName: ReadonlyMap<string, FunctionHost>;
  readonly byFunctionName: ReadonlyMap<string, FunctionHost>;
  close(): Promise<void>;
}

export interface CreateFunctionsOptions {
  readonly product: Product;
  readonly clock: LocalClock;
  readonly endpoints: Endpoints;
  readonly modelEnvironment: Readonly<Record<string, string>>;
  /** Folders for logs and compiled code. */
  readonly logs: string;
  readonly compileCache: string;
  readonly verbose: boolean;
  readonly say: (line: string) => void;
}

/** Creates all functions of the product without loading them. */
export function createFunctions(options: CreateFunctionsOptions): LocalFunctions {
  const logs = openFunctionLogs(options.logs, options.verbose);
  const all = options.product.functions.map((spec) =>
    createFunctionHost(withLocalEnvironment(spec, options.endpoints, options.modelEnvironment), {
      clockMemory: options.clock.memory,
      compileCachePath: options.compileCache,
      onOutput: logs.of(spec.name),
      say: options.say,
    }),
  );
  const by = (key: (host: FunctionHost) => string) => new Map(all.map((host) => [key(host), host]));
  return {
    all,
    byArn: by((host) => host.functionArn),
    byName: by((host) => host.name),
    byFunctionName: by((host) => host.spec.functionName),
    async close() {
      await Promise.all(all.map((host) => host.close()));
      await logs.close();
    },
  };
}

export interface ServedUrl {
  readonly functionName: string;
  readonly server: LoopbackServer;
}

/**
 * Serves each Function URL on its own port.
 * @param firstPort - Preferred port of the first URL; the others follow. 0 for any free ports.
 */
export async function serveUrls(
  urls: readonly FunctionUrlSpec[],
  functions: LocalFunctions,
  { clock, faults, firstPort }: { readonly clock: LocalClock; readonly faults: Faults; readonly firstPort: number },
): Promise<ServedUrl[]> {
  const served: ServedUrl[] = [];
  for (const [index, { functionArn, cors }] of urls.entries()) {
    const host = functions.byArn.get(functionArn);
    if (!host) throw new Error(`a Function URL without a function: ${functionArn}`);
    const urlId = host.name.replaceAll('-', '');
    const listener = createFunctionUrl({ backend: host, cors, urlId, now: clock.now, faults: faults.of('stream') });
    served.push({
      functionName: host.name,
      server: await serveNear(firstPort && firstPort + index, dated(listener, clock.now)),
    });
  }
  return served;
}

/** Serves on the preferred port if it is free; otherwise on any free port. */
async function serveNear(port: number, listener: Parameters<typeof serveLoopback>[1]): Promise<LoopbackServer> {
  try {
    return await serveLoopback(port, listener);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return serveLoopback(0, listener);
  }
}

/** Loads the functions that serve requests in advance. @param say - Called for each function that fails to load. */
export async function warmFunctions(
  product: Product,
  functions: LocalFunctions,
  logs: string,
  say: (line: string) => void,
): Promise<void> {
  const fromRoutes = (node = product.api.root): string[] => [
    ...[...node.methods.values()].flatMap(({ integration }) =>
      integration.kind === 'lambda' ? integration.functionArn : [],
    ),
    ...node.children.flatMap(fromRoutes),
  ];
  const arns = new Set([...product.urls.map(({ functionArn }) => functionArn), ...fromRoutes()]);
  const hosts = functions.all.filter(({ functionArn }) => arns.has(functionArn));
  await Promise.all(
    hosts.map(async (host) => {
      const failure = await host.warm();
      if (failure) say(`${host.name} cannot start: ${failure.errorMessage} (${join(logs, `${host.name}.log`)})`);
    }),
  );
}
