/**
 * Wraps the ports of a worker that dies during one of its calls. From then on it makes no call any more, and none of its
 * calls returns.
 *
 * @param diesAt - The call, counted from 1 over all ports.
 * @param isDone - Whether that call still has its effect.
 */
export function mortalWorker<Ports extends Readonly<Record<string, object>>>(
  ports: Ports,
  { diesAt, isDone }: { readonly diesAt: number; readonly isDone: boolean },
): { readonly ports: Ports; readonly diedAt: () => string | undefined } {
  let calls = 0;
  let died: string | undefined;
  const wrap = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get: (target, key) => {
        const own = Reflect.get(target, key);
        if (typeof own !== 'function') return own;
        return async (...args: unknown[]) => {
          if (died !== undefined) return new Promise(() => undefined);
          calls += 1;
          if (calls !== diesAt) return own.apply(target, args);
          died = `${name}.${String(key)}`;
          if (isDone) await own.apply(target, args);
          return new Promise(() => undefined);
        };
      },
    });
  const wrapped = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, wrap(name, port)])) as Ports;
  return { ports: wrapped, diedAt: () => died };
}
