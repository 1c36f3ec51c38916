import type { ModelTraits } from '#adapters/environment/settings';
import { geographiesOf, isCallableFrom, splitModelId } from './geographies.ts';
import type { ModelRow } from './model-row.ts';
import { findModel, UNKNOWN_MODEL } from './model-table.ts';

export interface ModelChoice {
  /** The id for requests: an inference profile (`us.…`), or a model of this Region. */
  readonly id: string;
  /** Without the profile's geography prefix; equal to `id` when it is not a profile. */
  readonly foundationModelId: string;
  readonly traits: ModelTraits;
  /** Sentences for the deployer. */
  readonly warnings: readonly string[];
}

/** Geographies that promise where prompts are processed. They are never left for `global` without being asked. */
const RESIDENCES: readonly string[] = ['us', 'eu', 'jp', 'au'];

/** A model that has a profile in every residence. */
const AT_HAND = 'anthropic.claude-sonnet-4-6';

/**
 * The model of a setting, as a stage in `region` calls it. A plain model id gets the prefix of the Region's inference
 * profile, or none where the Region serves the model by itself. An id with a prefix stays as it is.
 *
 * @throws Error whose one sentence names the model, the Region and what to choose, when it cannot be called from there.
 */
export function chooseModel(setting: string, region: string): ModelChoice {
  const { geography, foundationModelId } = splitModelId(setting);
  const row = findModel(foundationModelId);
  const isLeftOut = geography !== 'global' && row?.notFrom?.includes(region) === true;
  if (geography !== undefined && (isLeftOut || !isCallableFrom(geography, region))) {
    throw new Error(`${setting} cannot be called from ${region}: set ${insteadOf(foundationModelId, row, region)}`);
  }
  const id = geography === undefined && row ? idIn(row, region) : setting;
  const traits = row?.traits ?? UNKNOWN_MODEL;
  return { id, foundationModelId, traits, warnings: warningsOf(id, row, region) };
}

/** @throws Error when the Region has no way to the model. */
function idIn(row: ModelRow, region: string): string {
  const id = plainIdIn(row, region);
  if (id !== undefined) return id;
  throw new Error(`${row.id} cannot be called from ${region}: set ${insteadOf(row.id, row, region)}`);
}

/** The id by which a Region calls a model. `undefined` when only a profile outside its residence, or none, exists. */
function plainIdIn(row: ModelRow, region: string): string | undefined {
  if (isServedIn(row, region)) return row.id;
  const near = geographiesOf(region);
  const hasResidence = near.some((one) => RESIDENCES.includes(one));
  const profile = near.find(
    (one) => row.profiles.includes(one) && !row.notFrom?.includes(region) && !(one === 'global' && hasResidence),
  );
  return profile && `${profile}.${row.id}`;
}

const isServedIn = ({ onDemand = [] }: ModelRow, region: string): boolean =>
  onDemand === 'everywhere' || onDemand.includes(region);

/** What to set instead, in words. */
function insteadOf(foundationModelId: string, row: ModelRow | undefined, region: string): string {
  const plain = row && plainIdIn(row, region);
  if (plain !== undefined) return plain;
  const spare = findModel(AT_HAND);
  const other = spare && plainIdIn(spare, region);
  const ways = [
    row?.profiles.includes('global') &&
      isCallableFrom('global', region) &&
      `global.${foundationModelId} if its prompts may be processed in any commercial Region`,
    other !== undefined && foundationModelId !== AT_HAND && `another model, such as ${other}`,
  ].filter(Boolean);
  return ways.join(', or ') || 'a model that the Region has (aws bedrock list-inference-profiles)';
}

function warningsOf(id: string, row: ModelRow | undefined, region: string): readonly string[] {
  const { geography } = splitModelId(id);
  if (!row) return [`${id} is not in infra/models: no feature is used that some model refuses`];
  const isListed = geography === undefined ? isServedIn(row, region) : row.profiles.includes(geography);
  const isGlobal = geography === 'global' && `${id} may process prompts in any commercial Region`;
  const [own] = geographiesOf(region);
  const isAbroad = geography !== undefined && geography !== 'global' && geography !== own;
  const leaves = isAbroad && `${id} may process prompts in other countries than profiles of ${own} do`;
  const isUnlisted = !isListed && `${id} is no profile that infra/models lists: try it before you deploy`;
  const isLegacy = row.legacy !== undefined && `${id} is about to end: change to ${row.legacy}`;
  return [isGlobal, leaves, isUnlisted, isLegacy].filter((warning) => warning !== false);
}
