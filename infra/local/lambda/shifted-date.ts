/**
 * Shifts `Date` in this thread by the offset in `memory`, also after it changes: `Date.now()`, `new Date()`, `Date()`.
 * Timers and `performance` keep the machine's time.
 *
 * @param memory - See `LocalClock.memory`.
 */
export function shiftDate(memory: SharedArrayBuffer): void {
  const ahead = new BigInt64Array(memory);
  const RealDate = globalThis.Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = () => realNow() + Number(Atomics.load(ahead, 0));

  const ShiftedDate = new Proxy(RealDate, {
    construct: (target, values: unknown[], newTarget: NewableFunction) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = ShiftedDate;
  globalThis.Date = ShiftedDate;
}
