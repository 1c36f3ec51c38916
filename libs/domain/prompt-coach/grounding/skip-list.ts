/** Words that may stand in front of a request: `yes, and please add …`. */
const OPENINGS = new Set(
  'yes yeah yep ok okay sure great good cool nice perfect thanks please now then and also so but just can could would will you let s'.split(
    ' ',
  ),
);

/** A confirmation has one of these. */
const CONFIRMING = new Set(
  'yes yeah yep yup ok okay sure fine good great perfect nice cool awesome amazing lovely right correct exactly done thanks love'.split(
    ' ',
  ),
);

/** The other words of a confirmation. They point at the draft: `the new version looks good`. */
const POINTING = new Set(
  'the this that it its s is are looks look sounds seems very so really much all i you thank and please a one new latest current version draft description picture image go ahead do with'.split(
    ' ',
  ),
);

/** Requests to change the draft, and words about it. They need nothing from the web. */
const REQUESTS: readonly RegExp[] = [
  /^make (?:it|this|that|them|everything)(?: (?:a|bit|little|lot|even|much|slightly))* (?:more|less)(?: |$)/,
  /^(?:change|adjust|add|remove)(?: |$)/,
  /^use my brand(?: |$)/,
  /^i (?:really )?like(?: |$)/,
];

/** @param tokens - A whole message. */
export function isSkipped(tokens: readonly string[]): boolean {
  const start = tokens.findIndex((token) => !OPENINGS.has(token));
  const request = tokens.slice(Math.max(0, start)).join(' ');
  return isConfirmation(tokens) || REQUESTS.some((pattern) => pattern.test(request));
}

const isConfirmation = (tokens: readonly string[]): boolean =>
  tokens.some((token) => CONFIRMING.has(token)) &&
  tokens.every((token) => CONFIRMING.has(token) || POINTING.has(token));
