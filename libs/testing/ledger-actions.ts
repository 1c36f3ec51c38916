import fc from 'fast-check';
import type { ChargeSource } from '#ports/budget-records';

/** The fault of the next writes of a call. */
export type Trouble =
  | 'none'
  | 'throttled'
  | 'conflict'
  /** Applied, but the response is lost. In the second case the engine has also forgotten the request's token. */
  | 'answerLost'
  | 'answerLostAndForgotten'
  /** Applied or not, and no attempt is answered, so the caller cannot know. */
  | 'neverAnswered'
  | 'neverArrives';

/** One step of a run. Numbers select from the sessions, turns or calls that exist at that step. */
export type Action =
  | { readonly do: 'begin'; readonly session: number; readonly tokens: number }
  | { readonly do: 'goOn'; readonly turn: number; readonly tokens: number }
  | { readonly do: 'end'; readonly turn: number; readonly charge: number }
  | { readonly do: 'stop'; readonly turn: number; readonly charge: number }
  | { readonly do: 'park'; readonly turn: number; readonly charge: number }
  /** As many holds as there are, up to this number, in one transaction. */
  | { readonly do: 'expire'; readonly holds: number; readonly charge: number }
  /** Work that is not a turn, and its ends. */
  | { readonly do: 'hold'; readonly session: number; readonly tokens: number }
  | { readonly do: 'settle'; readonly work: number; readonly charge: number; readonly source: ChargeSource }
  | { readonly do: 'release'; readonly work: number }
  /** The turn was deleted with its session. */
  | { readonly do: 'lose'; readonly turn: number }
  | { readonly do: 'sweep'; readonly turn: number }
  /** Sends an earlier call again, late or twice. */
  | { readonly do: 'again'; readonly call: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'nextMonth' }
  | { readonly do: 'changeTier'; readonly limit: number };

export interface Step {
  readonly action: Action;
  readonly trouble: Trouble;
  /** The call is prepared from what is read now, and sent only by a later `again`. */
  readonly isHeldBack: boolean;
}

const which = fc.nat({ max: 30 });
const tokens = fc.integer({ min: 1, max: 900 });
const charge = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_200 }));
const source = fc.constantFrom<ChargeSource>('estimate', 'estimate', 'report', 'report', 'meter');
const of = <Do extends string>(name: Do) => fc.constant(name);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: of('begin'), session: which, tokens }) },
  { weight: 5, arbitrary: fc.record({ do: of('goOn'), turn: which, tokens }) },
  { weight: 4, arbitrary: fc.record({ do: of('end'), turn: which, charge }) },
  { weight: 3, arbitrary: fc.record({ do: of('stop'), turn: which, charge }) },
  { weight: 5, arbitrary: fc.record({ do: of('park'), turn: which, charge }) },
  { weight: 3, arbitrary: fc.record({ do: of('expire'), holds: fc.integer({ min: 1, max: 4 }), charge }) },
  { weight: 3, arbitrary: fc.record({ do: of('hold'), session: which, tokens }) },
  { weight: 6, arbitrary: fc.record({ do: of('settle'), work: which, charge, source }) },
  { weight: 1, arbitrary: fc.record({ do: of('release'), work: which }) },
  { weight: 1, arbitrary: fc.record({ do: of('lose'), turn: which }) },
  { weight: 2, arbitrary: fc.record({ do: of('sweep'), turn: which }) },
  { weight: 6, arbitrary: fc.record({ do: of('again'), call: which }) },
  { weight: 1, arbitrary: fc.record({ do: of('wait'), minutes: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: of('nextMonth') }) },
  { weight: 1, arbitrary: fc.record({ do: of('changeTier'), limit: fc.constantFrom(1_000, 1_500, 4_000) }) },
);

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('none') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'throttled',
      'conflict',
      'answerLost',
      'answerLostAndForgotten',
      'neverAnswered',
      'neverArrives',
    ),
  },
);

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ action, trouble, isHeldBack: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()) }),
  { minLength: 12, maxLength: 45, size: 'max' },
);
