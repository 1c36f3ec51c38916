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

/** Rows that are counted, not timed, so they are the same in each run. */
export const countedRows: readonly Row[] = [
  {
    number: 8,
    what: 'storage calls of a turn, through its coach’s function, on virtual time',
    ours: GAME,
    isExact: true,
    contenders: turns(20),
    goals: [
      { figure: 'roundsBeforeModel', what: 'storage rounds before the model request', as: 'value', atMost: 1 },
      { figure: 'roundsBeforeComplete', what: 'storage rounds before `complete`', as: 'value', atMost: 1 },
      { figure: 'storageCalls', what: 'storage calls of a turn without the event log', as: 'value', atMost: 6 },
    ],
    changed:
      'One round of reads (a `BatchGetItem` and a `Query`; the game coach reads its notes in parallel), then the claim in parallel with the model request, and one transaction at the end. The usual way (load, check, reserve, save, then call the model) makes 9 calls, 5 of them before the model call.',
  },
  {
    number: 9,
    what: 'model calls before the first token of the answer, without the call that answers',
    ours: GAME,
    isExact: true,
    contenders: turns(20),
    goals: [{ figure: 'modelCallsBefore', what: 'other model calls', as: 'value', atMost: 0 }],
    changed:
      'What a coach learns from a message arrives as tool calls in the same response. The prompt coach and the coach conversation do not exist yet.',
  },
  {
    number: 19,
    what: 'growth of storage cost or reads',
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
        what: 'a sweep with 100,000 sessions in the table against only the due ones',
        as: 'value',
        atMost: 1.2,
      },
    ],
    changed:
      'Every read is bounded: a window of messages (full by the 20th turn, then 14 read units instead of 7, and no more), one page of a list, or the items that are due.',
  },
  {
    number: 20,
    what: 'storage units of a turn of 400 tokens in a long session, including its event log and heartbeats',
    ours: CREATOR,
    isExact: true,
    contenders: turns(400),
    goals: [
      { figure: 'writeUnits', what: 'write units', as: 'value', atMost: 60, stretch: 40 },
      { figure: 'readUnits', what: 'read units', as: 'value', atMost: 30 },
    ],
    changed:
      'Events are stored as runs of text, and a batch is written when its stored size reaches the limit. When the limit applied to its SSE size, a batch was written three times per second, which cost 71 write units. A heartbeat changes an indexed attribute only every 30 s.',
    limitedBy:
      'The stretch goal is missed because the two transactions cost 40 units (each item of a transaction counts twice), and heartbeats and batches cost 15. A heartbeat every 2 s would save 4.',
  },
];
