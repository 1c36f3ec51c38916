import * as z from 'zod/mini';
import type { CoachKind } from '#domain/coach';
import type { SideQuestion } from '#domain/side-work';
import type { ReportTool } from '#domain/tool';
import { PRACTICE_ROW, PracticeComplete, type PracticeStart, type PracticeTurn } from './contract.ts';

export type PracticeBody = z.infer<typeof PracticeStart> | z.infer<typeof PracticeTurn>;

const PracticeState = z.object({
  piece: z.string(),
  minutes: z.int(),
  plan: z._default(PracticeComplete.shape.plan, []),
});
type PracticeState = z.infer<typeof PracticeState>;

const Plan = z.object({ plan: PracticeComplete.shape.plan });
const Fact = z.object({ fact: z.string() });

const setPlan: ReportTool<z.infer<typeof Plan>> = {
  kind: 'report',
  spec: { name: 'set_plan', description: 'The plan so far.', inputSchema: { type: 'object' } },
  parse: (input) => Plan.safeParse(input).data,
};

const question = (name: string, text: string): SideQuestion<string> => ({
  system: 'Answer in one fact.',
  text,
  tool: { name, description: '', inputSchema: { type: 'object' } },
  maxTokens: 50,
  timeoutMs: 1_000,
  parse: (input) => Fact.safeParse(input).data?.fact,
});

const textOf = (body: PracticeBody): string => ('piece' in body ? body.piece : body.message);

/** The server's side of the made-up coach: it looks a piece up before it answers, and notes what it learned beside. */
export const practiceKind: CoachKind<PracticeBody, PracticeState, unknown, string | undefined, string | undefined> = {
  kind: PRACTICE_ROW.kind,
  limits: {
    maxTokens: 200,
    maxSteps: 2,
    windowMessages: 10,
    turnLimit: 5,
    idleMs: 60_000,
    side: { prepareMs: 1_000, preparedBytes: 200, tokens: 600 },
  },
  state: PracticeState,
  open: (body) => ({ piece: textOf(body), minutes: 'minutes' in body ? body.minutes : 0, plan: [] }),
  load: async () => undefined,
  check: () => {},
  message: (body) => [{ type: 'text', text: textOf(body) }],
  async *prepare({ body }, work) {
    if (!('piece' in body) || !(await work.take('lookups', 1))) return undefined;
    yield { type: 'grounding', query: body.piece };
    const fact = await work.ask(question('look_up', body.piece));
    yield { type: 'grounding_complete', performed: fact !== undefined, results: [] };
    return fact;
  },
  prompt: ({ session: { state } }, fact) => ({
    systemStatic: 'You coach musicians.',
    systemDynamic: `${state.piece}, ${state.minutes} minutes. ${fact ?? ''}`,
    tools: [setPlan],
  }),
  async *beside({ body }, work) {
    yield { type: 'contextual', stage: 'listening', content: 'Listening' };
    return work.ask(question('note_player', textOf(body)));
  },
  finish({ session: { state, status }, turnId }, { reports }, { noted }) {
    const plan = reports.flatMap(({ input }) => setPlan.parse(input)?.plan ?? []);
    const next = { ...state, plan: plan.length > 0 ? plan : state.plan };
    return {
      state: next,
      status,
      title: state.piece,
      complete: { plan: next.plan },
      writes: [],
      jobs: [],
      events: noted ? [{ type: 'memory_saved', id: turnId, summary: noted }] : [],
    };
  },
};
