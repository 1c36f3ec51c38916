import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScriptedServer, json, streamOf } from '../testing/scripted-server.ts';
import { clientOf, message, QUICK, say, session, textOf, updatesOf, WIRE } from '../testing/turn-client.ts';
import { createMemoryStorage, WORDS } from '../testing/turn-fixtures.ts';
import { Interrupted } from './refusal.ts';

/** A device whose network a test switches. Without a network every request fails at once. */
function createDevice() {
  const listeners = new Set<() => void>();
  const device = { isOnline: false, requests: 0 };
  return {
    device,
    goOnline() {
      device.isOnline = true;
      for (const listener of listeners) listener();
    },
    connectivity: {
      online: () => device.isOnline,
      onRetryNow(listener: () => void) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    fetch: (async (input, init) => {
      device.requests += 1;
      if (!device.isOnline) throw new TypeError('Failed to fetch');
      return fetch(input, init);
    }) satisfies typeof fetch,
  };
}

describe('while the device is offline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('requests a turn after the longest wait each time, and does not give up', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    const { device, ...network } = createDevice();
    const { client } = clientOf(server, { ...network, limits: {}, random: () => 0.5 });
    const turn = say(client);
    const end = updatesOf(turn).catch((error: unknown) => error);

    await vi.advanceTimersByTimeAsync(10_000);
    expect(device.requests).toBe(3);
    await vi.advanceTimersByTimeAsync(591_000);

    // Half of 8 s, by the random number.
    expect(device.requests).toBe(151);
    turn.leave();
    expect(await end).not.toBeInstanceOf(Error);
  });
});

describe('when the device comes online', () => {
  /** Waits that a test does not wait for. */
  const limits = { ...QUICK, backoffMinMs: 60_000, backoffMaxMs: 60_000 };
  const random = () => 0.999;

  it('requests the turn at once', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    const { device, goOnline, ...network } = createDevice();
    const { client } = clientOf(server, { ...network, limits, random });
    const updates = updatesOf(say(client));
    await vi.waitFor(() => expect(device.requests).toBe(1));

    goOnline();

    expect(textOf(await updates)).toBe(WORDS.join(''));
  });

  it('sends a stop that was pressed offline before the turn, and gives the message back', async () => {
    await using server = await createScriptedServer(json(200, { accepted: false }), streamOf(WIRE));
    const { device, goOnline, ...network } = createDevice();
    const { client } = clientOf(server, { ...network, limits, random });
    const turn = say(client);
    const updates = updatesOf(turn);
    await vi.waitFor(() => expect(device.requests).toBe(1));
    const stop = turn.stop();
    await vi.waitFor(() => expect(device.requests).toBe(2));

    goOnline();

    expect(await stop).toBe(false);
    await updates;
    expect(server.requests[0]?.path).toContain('/abort');
    expect(await client.draft(session)).toEqual(message);
  });
});

it('does not send a turn whose stop no server has answered, and stops it first after a reload', async () => {
  await using server = await createScriptedServer(json(200, { accepted: true }), streamOf(WIRE));
  const storage = createMemoryStorage();
  const { device, ...network } = createDevice();
  const { client } = clientOf(server, {
    ...network,
    storage,
    connectivity: { ...network.connectivity, online: () => true },
  });
  const turn = say(client);
  const end = updatesOf(turn);
  await turn.stop();

  await expect(end).rejects.toBeInstanceOf(Interrupted);
  device.isOnline = true;
  const again = clientOf(server, { storage }).client;
  const open = await again.openTurn(session);
  await updatesOf(again.resume(session, open ?? { turnId: '', fields: {}, message }));

  expect(server.requests.map(({ path }) => path.endsWith('/abort'))).toEqual([true, false]);
});
