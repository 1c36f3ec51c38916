import { describe, expect, it } from 'vitest';
import { imageFile } from '#testing/image-files';
import { createPromptWorld, generationIdOf, ME, says, turnIdOf } from '#testing/simulation/prompt-world';

const FOX = { description: 'A sleepy orange fox holds a teal cup with both paws.', subject: 'fox', emotion: 'sleepy' };
const KITS = `/users/${ME}/brand-kits`;
const keyOf = (number: number, sub = ME) => `user-uploads/${sub}/01JD00000000000000000000${number}.png`;
const [LOGO, OTHER] = [keyOf(10), keyOf(11)];

async function begun() {
  const world = await createPromptWorld({ answers: [says('Here.', FOX)] });
  for (const key of [LOGO, OTHER]) {
    world.deps.objects.addUpload({ key, bytes: imageFile('image/png'), contentType: 'image/png' });
  }
  const add = async (logoKey?: string) => world.api('POST', KITS, { name: 'Mine', ...(logoKey && { logoKey }) });
  const has = (key: string) => world.deps.objects.stored.get(key);
  return { ...world, add, has };
}

const idOf = ({ body }: { readonly body: { readonly brandKitId: string } }) => body.brandKitId;

describe('the logo of a kit', () => {
  it('is verified and kept when the kit is made', async () => {
    const world = await begun();
    expect(world.has(LOGO)?.isUnreferenced).toBe(true);
    expect(await world.add(LOGO)).toMatchObject({ status: 201, body: { logoKey: LOGO } });
    expect(world.has(LOGO)?.isUnreferenced).toBe(false);
    expect((await world.deps.uploads.get(ME, [LOGO])).has(LOGO)).toBe(true);
  });

  it.each([
    ['is not uploaded', keyOf(12)],
    ["is another person's", keyOf(10, 'other')],
  ])('is refused when it %s, and no kit is stored', async (_, logoKey) => {
    const world = await begun();
    const { status, body } = await world.add(logoKey);
    expect([status, body.error.code, body.error.details.fields[0].path]).toEqual([422, 'validation_failed', 'logoKey']);
    expect((await world.api('GET', KITS)).body.brandKits).toEqual([]);
  });

  it('is refused when its bytes are no image', async () => {
    const world = await begun();
    world.deps.objects.addUpload({ key: keyOf(13), bytes: Buffer.from('text'), contentType: 'image/png' });
    expect((await world.add(keyOf(13))).status).toBe(422);
  });

  it('is removed with the kit, but not while another kit uses it', async () => {
    const world = await begun();
    const [one, two] = [idOf(await world.add(LOGO)), idOf(await world.add(LOGO))];
    expect((await world.api('DELETE', `${KITS}/${one}`)).status).toBe(204);
    expect(world.has(LOGO)).toBeDefined();
    expect((await world.api('DELETE', `${KITS}/${two}`)).status).toBe(204);
    expect(world.has(LOGO)).toBeUndefined();
    expect((await world.api('DELETE', `${KITS}/${two}`)).status).toBe(404);
  });

  it('is removed when the kit gets another one or none, and kept when it stays', async () => {
    const world = await begun();
    const path = `${KITS}/${idOf(await world.add(LOGO))}`;
    await world.api('PUT', path, { name: 'Renamed', logoKey: LOGO });
    expect(world.has(LOGO)).toBeDefined();
    await world.api('PUT', path, { name: 'Renamed', logoKey: OTHER });
    expect([world.has(LOGO), world.has(OTHER)?.isUnreferenced]).toEqual([undefined, false]);
    await world.api('PUT', path, { name: 'Renamed' });
    expect(world.has(OTHER)).toBeUndefined();
  });

  it('is not changed by a replacement that is refused', async () => {
    const world = await begun();
    const path = `${KITS}/${idOf(await world.add(LOGO))}`;
    expect((await world.api('PUT', path, { name: 'Renamed', logoKey: keyOf(12) })).status).toBe(422);
    expect((await world.api('GET', path)).body).toMatchObject({ name: 'Mine', logoKey: LOGO });
    expect(world.has(LOGO)).toBeDefined();
  });
});

describe('a session that copied the logo', () => {
  it('keeps the file when the kit is deleted, and draws it', async () => {
    const world = await begun();
    const brandKitId = idOf(await world.add(LOGO));
    await world.start({ assetType: 'thumbnail', brandContext: { brandKitId } });
    await world.api('DELETE', `${KITS}/${brandKitId}`);
    expect(world.has(LOGO)).toBeDefined();
    expect((await world.generate({ includeLogo: true })).status).toBe(202);
    expect(await world.makeAll()).toBe('succeeded');
    const drawn = world.deps.drawing.finished.at(-1)?.logo?.picture ?? Buffer.alloc(0);
    expect(Buffer.from(drawn).equals(Buffer.from(imageFile('image/png')))).toBe(true);
  });

  it('draws no logo that was not asked for', async () => {
    const world = await begun();
    const brandKitId = idOf(await world.add(LOGO));
    await world.start({ assetType: 'thumbnail', brandContext: { brandKitId } });
    await world.generate({ generationId: generationIdOf(1) }, turnIdOf(1));
    await world.makeAll();
    expect(world.deps.drawing.finished.at(-1)).toBeUndefined();
  });
});
