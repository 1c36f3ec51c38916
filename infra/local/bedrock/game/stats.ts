/** What is counted of a game, in the order in which it is told. */
export const STATS = [
  'goals',
  'assists',
  'saves',
  'shots',
  'score',
  'shootingPct',
  'boostPerMinute',
  'supersonicPct',
  'aerials',
  'wavedashes',
] as const;
export type Stat = (typeof STATS)[number];
export type StatNumbers = Readonly<Partial<Record<Stat, number>>>;

interface Wording {
  /** How people ask for it. */
  readonly asked: RegExp;
  readonly label: string;
  /** What helps; without numbers, since those come from tools only. */
  readonly tip: string;
}

export const WORDING: Readonly<Record<Stat, Wording>> = {
  goals: {
    asked: /\bgoals?\b(?! (?:is|was|to|for this|note))|\bscor(?:e|ed|ing) more\b/i,
    label: 'goals',
    tip: 'Work on finishing: place shots into the corners in free play before you hit them harder.',
  },
  assists: {
    asked: /\bassists?\b|\bpass(?:es|ing)?\b/i,
    label: 'assists',
    tip: 'Work on passing: look for your teammate before you touch the ball, and hit it across instead of away.',
  },
  saves: {
    asked: /\bsaves\b|\bdefen[cs]e\b|\bdefend(?:ing)?\b/i,
    label: 'saves',
    tip: 'Work on defence: rotate back post side, and wait in the net until a teammate has challenged.',
  },
  shots: {
    asked: /\bshots?\b/i,
    label: 'shots',
    tip: 'Work on shots: follow the play up to the box when a teammate has the ball, and shoot early.',
  },
  score: {
    asked: /\b(?:my|average|total|high(?:est)?) scores?\b|\bpoints\b/i,
    label: 'points',
    tip: 'Work on being involved: take the next ball when it is your turn instead of waiting for a better one.',
  },
  shootingPct: {
    asked: /\bshooting\b|\baccura\w+\b|\bconversion\b/i,
    label: 'shooting',
    tip: 'Work on accuracy: fewer shots from far away, and a touch to set up before the strike.',
  },
  boostPerMinute: {
    asked: /\bboost\w*\b|\bpads?\b/i,
    label: 'boost a minute',
    tip: 'Work on boost: drive over the small pads on every rotation, and leave the big ones to whoever is back.',
  },
  supersonicPct: {
    asked: /\bsupersonic (?:time|speed|percent\w*|pct|share)\b|\bsupersonic\b(?! legend)|\bmy speed\b/i,
    label: 'time at supersonic speed',
    tip: 'Work on speed: flip instead of holding boost, and keep your momentum in every turn.',
  },
  aerials: {
    asked: /\baerials?\b/i,
    label: 'aerials',
    tip: 'Work on aerials: train fast take-offs until you reach the ball first, and recover onto your wheels.',
  },
  wavedashes: {
    asked: /\bwave ?-?dash(?:es)?\b/i,
    label: 'wavedashes',
    tip: 'Work on recoveries: land with a wavedash after every jump in free play until it needs no thought.',
  },
};

const isPercent = (stat: Stat): boolean => stat.endsWith('Pct');

/** As it stands in the result; long fractions to two places. */
export const numeral = (value: number): string => String(Number(value.toFixed(2)));

export const quoted = (stat: Stat, value: number): string => numeral(value) + (isPercent(stat) ? '%' : '');

/** `2 goals`, `1 assist`, `22% shooting`. */
export function counted(stat: Stat, value: number): string {
  const { label } = WORDING[stat];
  const isOne = value === 1 && !isPercent(stat) && label.endsWith('s');
  return `${quoted(stat, value)} ${isOne ? label.replace(/(?<=sh)es$|s$/, '') : label}`;
}

export const statsIn = (text: string): readonly Stat[] => STATS.filter((stat) => WORDING[stat].asked.test(text));
