import { SummaryOrder } from '#domain/job-payloads';
import { type SummarizeDeps, type SummaryOutcome, summarizeConversation } from '#services/summarize-conversation';

/** The job that summarizes messages outside a coach's window; its event is the order. Throws when Lambda should retry. */
export const createSummarizeConversation =
  (deps: SummarizeDeps) =>
  (event: unknown): Promise<SummaryOutcome> =>
    summarizeConversation(SummaryOrder.parse(event), deps);
