import { expect, it } from 'vitest';
import { ModelTraits } from '#adapters/environment/settings';
import { splitModelId } from './geographies.ts';
import { findModel, MODELS } from './model-table.ts';

const FAMILIES = [
  ...['haiku-4-5', 'sonnet-4-5', 'opus-4-5', 'opus-4-6', 'sonnet-4-6', 'opus-4-7', 'opus-4-8', 'sonnet-5', 'opus-5'],
  ...['sonnet-5-5', 'opus-5-5', 'haiku-5-5', 'mythos-5', 'fable-5', 'fable-5-1'],
].map((name) => `anthropic.claude-${name}`);
const NOVA = ['micro', 'lite', 'pro', 'premier', '2-lite'].map((name) => `amazon.nova-${name}-v1:0`);

/** Without the date and version that older ids end with. */
const familyOf = (id: string) => id.replace(/(-\d{8})?(-v\d)(:\d)?$/, '');

it('the table knows every family that Converse serves, once', () => {
  const hosted = MODELS.map(({ id }) => id).filter((id) => !id.startsWith('simulated-'));
  expect(hosted.map((id) => (id.startsWith('amazon.') ? id : familyOf(id))).sort()).toEqual(
    [...FAMILIES, ...NOVA].sort(),
  );
});

it.each(MODELS)('the row of $id is whole: valid traits, a way to call it, and its sources', (row) => {
  expect(ModelTraits.parse(row.traits)).toEqual(row.traits);
  expect(row.profiles.length + (row.onDemand?.length ?? 0)).toBeGreaterThan(0);
  expect(row.sources.length).toBeGreaterThan(0);
  expect(splitModelId(row.id)).toEqual({ foundationModelId: row.id });
  expect(findModel(row.id)).toBe(row);
  if (row.legacy !== undefined) expect(findModel(row.legacy)?.legacy, 'its successor').toBeUndefined();
});

it('no model of the table that refuses a thinking budget takes sampling', () => {
  const inconsistent = MODELS.filter(
    ({ traits: { reasoning, sampling } }) => sampling && (reasoning === 'adaptive' || reasoning === 'always'),
  );
  expect(inconsistent).toEqual([]);
});
