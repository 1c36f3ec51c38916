import { COACHES } from '#contract/coaches';
import { countTurn } from '../counts/count-turn.ts';
import { growthOfList, growthOfPerson, growthOfSession, growthOfTable } from '../counts/growth.ts';
import type { CountedKind } from '../counts/product.ts';
import type { Contender, Row } from '../harness/row.ts';

const turnOf = (name: string, kind: CountedKind, tokens: number): Contender => ({
  name,
  run: async () => ({ ...(await countTurn({ kind, tokens, turnsBefore: 50 })) }),
});
const CREATOR = 'coach creator';
const GAME = 'game coach';
const turns = (tokens: number) => [
  turnOf(CREATOR, COACHES.coachCreator.kind, tokens),
  turnOf(GAME, COACHES.gameCoach.kind, tokens),
];

/** What is counted, and not timed: the same each time. */
export const countedRows: readonly Row[] = [
  {
    number: 8,
    what: 'storage on the way of a turn, through the function of its coach, on virtual time',
    ours: GAME,
    isExact: true,
    contenders: turns(20),
    goals: [
      { figure: 'roundsBeforeModel', what: 'rounds before the model request', as: 'value', atMost: 1 },
      { figure: 'roundsBeforeComplete', what: 'rounds before `complete`', as: 'value', atMost: 1 },
      { figure: 'storageCalls', what: 'calls of a turn without the event log', as: 'value', atMost: 6 },
    ],
    changed:
      'One round of reads (a `BatchGetItem` and a `Query`; the game coach’s notes beside them), then the claim beside the model request, one transaction at the end. The usual way (load, check, reserve, save, then ask) makes 9 calls, 5 of them in front of the model.',
  },
  {
    number: 9,
    what: 'model calls in front of the first token of the answer, beside the one that answers',
    ours: GAME,
    isExact: true,
    contenders: turns(20),
    goals: [{ figure: 'modelCallsBefore', what: 'other model calls', as: 'value', atMost: 0 }],
    changed:
      'What a coach learns from a message comes back by tools of the same response. Prompt coach and coach conversation don’t exist yet.',
  },
  {
    number: 19,
    what: 'growth, in what storage costs or reads',
    ours: 'ours',
    isExact: true,
    contenders: [
      {
        name: 'ours',
        run: async () => ({
          turn300: (await growthOfSession()).ratio,
          person: (await growthOfPerson()).ratio,
          list: (await growthOfList()).ratio,
          table: (await growthOfTable()).ratio,
        }),
      },
    ],
    goals: [
      { figure: 'turn300', what: 'turn 300 of a session against turn 3', as: 'value', atMost: 1.1 },
      { figure: 'person', what: 'a turn of a person with 10,000 sessions against one', as: 'value', atMost: 1.1 },
      { figure: 'list', what: 'a page of 10,000 sessions against one of 21', as: 'value', atMost: 1.1 },
      {
        figure: 'table',
        what: 'a sweep with 100,000 sessions in the table against the due ones alone',
        as: 'value',
        atMost: 1.2,
      },
    ],
    changed:
      'Whatever is read has a bound: a window of messages (which is full by the 20th turn: then 14 read units instead of 7, and no more), a page of a listing, what is due.',
  },
  {
    number: 20,
    what: 'storage of a turn of 400 tokens in a long session, with its event log and heartbeats',
    ours: CREATOR,
    isExact: true,
    contenders: turns(400),
    goals: [
      { figure: 'writeUnits', what: 'write units', as: 'value', atMost: 60, stretch: 40 },
      { figure: 'readUnits', what: 'read units', as: 'value', atMost: 30 },
    ],
    changed:
      'Events are stored as runs of their texts, and a batch is due by what is stored of it: by what it weighs as SSE it was due three times a second, which made 71 write units. A heartbeat touches no indexed attribute, but each 30 s.',
    holds:
      'For the stretch: the two transactions alone take 40, since each item of one counts twice, and heartbeats and batches 15. A heartbeat every 2 s would save 4.',
  },
];
