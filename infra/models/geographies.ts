import type { Geography } from './model-row.ts';

/**
 * From which Regions the profiles of a geography can be called; the nearest geography first. A model's profile may leave
 * out some of them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/models-region-compatibility.html
 */
const CALLABLE_FROM: Readonly<Record<Geography, RegExp>> = {
  ca: /^ca-/,
  us: /^(us-(?!gov-)|ca-)/,
  eu: /^eu-/,
  jp: /^ap-northeast-[13]$/,
  au: /^ap-southeast-[24]$/,
  in: /^ap-south-/,
  apac: /^ap-/,
  'us-gov': /^us-gov-/,
  global: /^(?!us-gov-|cn-)/,
};

const GEOGRAPHIES = Object.keys(CALLABLE_FROM) as readonly Geography[];

const PREFIX = new RegExp(`^(${GEOGRAPHIES.join('|')})\\.`);

/** Splits the id of an inference profile. The geography is absent when `id` is a model's own. */
export function splitModelId(id: string): { readonly geography?: Geography; readonly foundationModelId: string } {
  const geography = PREFIX.exec(id)?.[1] as Geography | undefined;
  if (geography === undefined) return { foundationModelId: id };
  return { geography, foundationModelId: id.slice(geography.length + 1) };
}

export const isCallableFrom = (geography: Geography, region: string): boolean => CALLABLE_FROM[geography].test(region);

/** Geographies whose profiles can be called from the Region, the nearest first, `global` last. */
export const geographiesOf = (region: string): readonly Geography[] =>
  GEOGRAPHIES.filter((geography) => isCallableFrom(geography, region));
