/**
 * List prices of us-east-1 in dollars, from AWS's pages of 2025. Check them before you use them for a decision.
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 * @see https://aws.amazon.com/lambda/pricing/
 * @see https://aws.amazon.com/bedrock/pricing/
 */
export const PRICES = {
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  /** On Arm, while the handler runs. A stream runs as long as its model generates. */
  lambdaGbSecond: 0.000_013_333_4,
  gatewayRequest: 3.5 / 1e6,
  /** A large model (Claude Sonnet). */
  inputToken: 3 / 1e6,
  cachedInputToken: 0.3 / 1e6,
  outputToken: 15 / 1e6,
} as const;

/** Dollars per million turns. */
export const storageDollars = (units: { readonly writeUnits: number; readonly readUnits: number }): number =>
  1e6 * (units.writeUnits * PRICES.writeUnit + units.readUnits * PRICES.readUnit);
