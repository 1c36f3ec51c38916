import { describe, expect, it } from 'vitest';
// Loaded by the first turn with an image, which virtual time does not wait for.
import '#services/turn/turn-images';
import { add, countReads, fileOf, keyOf, lastRequest, showing, told } from '#testing/simulation/image-turns';
import { becomes, createWorld, HELLO, type World } from '#testing/simulation/turn-world';

const SHOWN = '[an image that was shown earlier]';

const storageCalls = ({ dynamo }: World): string[] => {
  const calls: string[] = [];
  dynamo.hooks.beforeApply = (command) => {
    const name = command.constructor.name;
    if (!JSON.stringify(command.input).includes('"TableName":"coachstream-events"') || name.startsWith('Transact'))
      calls.push(name);
  };
  return calls;
};

describe('a turn with images', () => {
  it('sends them to the model in the order of the message, and stores their keys', async () => {
    const world = await createWorld();
    add(world, 1, 2);
    const { events } = await world.ask(showing(world, 1, 2, 1));
    expect(events.at(-1)?.type).toBe('complete');
    expect(lastRequest(world)?.messages.at(-1)?.content).toEqual([
      { type: 'text', text: 'hi' },
      ...[2, 1].map((number) => ({
        type: 'image_data',
        mediaType: 'image/png',
        bytes: Uint8Array.from(fileOf(number)),
      })),
    ]);
    expect(world.items('MSG#')[0]?.['content']).toEqual([
      { type: 'text', text: 'hi' },
      ...[2, 1].map((number) => ({ type: 'image', key: keyOf(number) })),
    ]);
  });

  it('verifies an image once, stores what was found and its session, and makes the object permanent', async () => {
    const world = await createWorld();
    add(world, 1);
    const reads = countReads(world);
    await world.ask(showing(world, 1, 1));
    expect(reads).toEqual(['1 first 65536', '1 last 64', '1 first 3932160']);
    expect(world.items('UPLOAD#')).toMatchObject([
      {
        ...{ sk: `UPLOAD#${keyOf(1)}`, type: 'image/png', width: 3, height: 2, sizeBytes: fileOf(1).length },
        refs: new Set([`SESSION#coach_creator#${world.ref.sessionId}`]),
      },
    ]);
    expect(world.objects.stored.get(keyOf(1))?.isUnreferenced).toBe(false);
    reads.length = 0;
    await world.ask(showing(world, 2, 1));
    expect(reads).toEqual(['1 first 3932160']);
  });

  it('makes no more storage calls than one without', async () => {
    const world = await createWorld();
    add(world, 1);
    const calls = storageCalls(world);
    await world.ask(showing(world, 1, 1));
    expect(calls.sort()).toEqual(['BatchGetCommand', 'QueryCommand', 'TransactWriteCommand', 'TransactWriteCommand']);
  });

  it('reads no object when its message and its history have no images', async () => {
    const world = await createWorld();
    const reads = countReads(world);
    await world.ask(world.request(1));
    await world.ask(world.request(2));
    expect(reads).toEqual([]);
  });

  it('holds 1,600 tokens for each image of its request', async () => {
    const world = await createWorld([[{ hang: true }]]);
    add(world, 1, 2);
    void Array.fromAsync(world.start(showing(world, 1, 1, 2)));
    await world.clock.advance(100);
    expect(world.items('RES#')).toMatchObject([{ state: 'held', amount: 5 + 100 + 2 * 1_600 }]);
  });

  it('reads the images beside its claim, and calls the model before the claim is acknowledged on a paid tier', async () => {
    const world = await createWorld();
    add(world, 1);
    await becomes(world, { tier: 'pro' });
    const { dynamo, model } = world;
    let letGo = () => {};
    dynamo.hooks.beforeApply = async (command) => {
      if (command.constructor.name === 'TransactWriteCommand')
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
    };
    const first = world.start(showing(world, 1, 1)).next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(model.calls).toHaveLength(1);
    delete dynamo.hooks.beforeApply;
    letGo();
    expect((await first).value).toMatchObject({ event: { type: 'start' } });
  });
});

describe('the images of earlier messages', () => {
  it('are sent again, the newest up to the limit of the coach, and the others are named', async () => {
    const world = await createWorld();
    add(world, 1, 2, 3, 4);
    await world.ask(showing(world, 1, 1, 2));
    await world.ask(showing(world, 2, 3));
    await world.ask(showing(world, 3, 4));
    expect(told(lastRequest(world)?.messages)).toEqual([['hi', SHOWN, 2], ['Hello'], ['hi', 3], ['Hello'], ['hi', 4]]);
  });

  it('become a text when they are gone or cannot be read', async () => {
    const world = await createWorld();
    add(world, 1, 2);
    await world.ask(showing(world, 1, 1, 2));
    await world.objects.remove([keyOf(1)]);
    await world.ask(world.request(2));
    expect(told(lastRequest(world)?.messages)).toEqual([['hi', SHOWN, 2], ['Hello'], ['hi']]);
    world.objects.failNext('read');
    await world.ask(world.request(3));
    expect(world.telemetry.lines.map(({ message }) => message)).toContain('an earlier image could not be read');
    expect(world.model.calls).toHaveLength(3);
  });

  it('are sent also when the model refuses a longer request', async () => {
    const world = await createWorld([HELLO, [{ fail: 'too_long' }], HELLO]);
    add(world, 1, 2);
    await world.ask(showing(world, 1, 1));
    await world.ask(showing(world, 2, 2));
    expect(told(world.model.calls[1]?.request.messages)).toEqual([['hi', 1], ['Hello'], ['hi', 2]]);
    expect(told(lastRequest(world)?.messages)).toEqual([['hi', 2]]);
  });
});
