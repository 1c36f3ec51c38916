import { COACHES } from '#contract/coaches';
import type { CreatorComplete } from '#contract/creator-progress';
import type { CreatorTurn } from '#contract/requests';
import { isBlank } from '#contract/text';
import { isoOf } from '#ports/clock';
import type { JobOrder } from '#ports/jobs';
import type { ContentBlock } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import type { Answer, CoachKind, Finished, TurnContext } from '../coach.ts';
import { BUILD_DEADLINE_MS } from '../coach-config/parameters.ts';
import { isClearYes } from './confirmation.ts';
import { withoutDenied } from './guard.ts';
import { mergeReports, type Report, recordIntake } from './intake.ts';
import { moveLevel } from './level.ts';
import { agendaOf, type Phase, progressDetails, progressOf, questionFor } from './progress.ts';
import { promptOf } from './prompt.ts';
import { signalsIn } from './signals.ts';
import { askedIn, CreatorState, corrects, withHeard, withSignals } from './state.ts';
import { titleOf } from './title.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Message text when the button is pressed without typing. */
const BUILD_REQUEST = 'Please build my coach.';

type Turn = TurnContext<CreatorTurn, CreatorState>;

/** The coach creator: an interview along a checklist that ends with the order of a coach. */
export const coachCreator: CoachKind<CreatorTurn, CreatorState> = {
  kind: COACHES.coachCreator.kind,
  orders: 'coaches',
  limits: { maxTokens: 1_024, maxSteps: 2, windowMessages: 40, turnLimit: null, idleMs: 30 * DAY_MS, images: 6 },
  state: CreatorState,
  load: async () => undefined,
  check: () => undefined,
  titleOf: ({ userResponse }) => titleOf(userResponse, {}),
  imageField: 'imageS3Keys',
  message,
  prompt: promptOf,
  finish,
};

/** The text, if there is one, and then the images. */
function message({ userResponse, confirm, imageS3Keys = [] }: CreatorTurn): readonly ContentBlock[] {
  const text = (isBlank(userResponse) ? '' : userResponse.trim()) || (confirm ? BUILD_REQUEST : '');
  const images = imageS3Keys.map((key): ContentBlock => ({ type: 'image', key }));
  return text === '' && images.length > 0 ? images : [{ type: 'text', text }, ...images];
}

/** The values that the model reported and the user's own words don't deny. */
function hear(
  { session: { state }, body }: Turn,
  answer: Answer,
): Report & { readonly denied: number; readonly isMissing: boolean } {
  const calls = answer.reports.filter(({ name }) => name === recordIntake.spec.name);
  const reports = calls.map(({ input }) => recordIntake.parse(input));
  const report = mergeReports(reports.filter((read) => read !== undefined));
  const unread = reports.filter((read) => read === undefined).length;
  const known = (['injuryConsiderations', 'movementLimitations', 'competitionGoals'] as const).flatMap(
    (name) => state.fields[name]?.value ?? [],
  );
  const facts = { words: body.userResponse, asked: askedIn(state), known };
  const { fields, denied } = withoutDenied(report.fields, facts);
  return { ...report, fields, denied, dropped: report.dropped + unread, isMissing: calls.length === 0 };
}

/** The user's own yes is required. The model's report only confirms it, and never before the summary. */
function phaseOf({ session: { state }, body }: Turn, report: Report, isReady: boolean): Phase {
  if (!isReady) return 'collecting';
  if (body.confirm === true) return 'complete';
  const isAgreed = report.userConfirmed && isClearYes(body.userResponse) && !corrects(state.fields, report.fields);
  return state.phase === 'confirming' && isAgreed ? 'complete' : 'confirming';
}

function finish(turn: Turn, answer: Answer): Finished<CreatorState> {
  const { session, body, turnId } = turn;
  const report = hear(turn, answer);
  const found = signalsIn(body.userResponse);
  const fields = withHeard(session.state.fields, report.fields, turnId);
  const { level, vote } = moveLevel(
    { level: session.state.level, vote: session.state.levelVote },
    report.sophisticationLevel,
    found,
  );
  const progress = progressOf(fields, level);
  const phase = phaseOf(turn, report, progress.isReady);
  const isComplete = phase === 'complete';
  const [next] = agendaOf(progress);
  return {
    state: { phase, level, levelVote: vote, fields, signals: withSignals(session.state.signals, found) },
    status: isComplete ? 'ended' : session.status,
    title: session.title ?? titleOf(body.userResponse, fields),
    complete: {
      isComplete,
      progressDetails: progressDetails(progress, level),
      nextQuestion: next ? questionFor(next, level) : null,
      readyToConfirm: phase === 'confirming',
      coachConfigGenerating: isComplete,
    } satisfies CreatorComplete,
    ...(isComplete ? orderBuild(turn) : { writes: [], jobs: [] }),
    counts: countsOf(report),
  };
}

/** A coach has its session's id, so a repeated order cannot make a second one. */
function orderBuild({ sub, turnId, now, session: { sessionId } }: Turn): {
  readonly writes: readonly StagedWrite[];
  readonly jobs: readonly JobOrder[];
} {
  const coachId = sessionId;
  const deadline = isoOf(now + BUILD_DEADLINE_MS);
  return {
    writes: [{ type: 'order_build', coachId, sessionId, deadline }],
    jobs: [{ id: `build-coach-config#${turnId}`, job: 'build-coach-config', payload: { sub, sessionId, coachId } }],
  };
}

function countsOf({ dropped, denied, isMissing }: ReturnType<typeof hear>): Readonly<Record<string, number>> {
  const counts = { IntakeFieldsDropped: dropped, IntakeFieldsDenied: denied, IntakeReportsMissing: Number(isMissing) };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
