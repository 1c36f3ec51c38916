import { isShown } from '#contract/events';
import type { Frame } from '#contract/sse';
import { GRACE_MS, STOP_WAIT_MS } from '#services/turn/parameters';
import { CALM, SKEW_MS } from './faults.ts';
import { contentOf, countAt, isKind, partitionOf, textAt } from './stored.ts';
import type { Message, World } from './world.ts';
import type { Written } from './written.ts';

/** Records the epochs in which something was shown. A JSON answer shows it with its terminal record. */
export function noteShown(turnId: string, { id, event }: Frame, world: World): void {
  if (id && isShown(event)) world.shown.set(turnId, (world.shown.get(turnId) ?? new Set()).add(id.epoch));
}

/** Records the text that a server has sent, by turn, epoch and sequence number. */
export function noteSent(turnId: string, { id, event }: Frame, world: World): void {
  if (!id || event.type !== 'chunk') return;
  const key = `${turnId} ${id.epoch}`;
  const sent = world.sent.get(key) ?? new Map<number, string>();
  world.sent.set(key, sent.set(id.seq, event.text));
}

const sentText = (turnId: string, epoch: number, world: World): string =>
  [...(world.sent.get(`${turnId} ${epoch}`) ?? [])]
    .sort(([a], [b]) => a - b)
    .map(([, text]) => text)
    .join('');

const isStop = ({ before, after }: Written): boolean =>
  isKind(before, 'TURN#') && before['state'] === 'running' && after?.['state'] === 'aborted';

/** P15: a stopped producer keeps all the text that it has sent. */
export function stopKeepsWhatWasSent(written: Written): void {
  const { before, all, world } = written;
  if (!isStop(written) || world.writer().deed !== 'finish') return;
  const turnId = textAt(before, 'turnId');
  const stored = all
    .flatMap(({ after }) => (isKind(after, 'MSG#') && after['partial'] ? [contentOf(after)] : []))
    .join('');
  const sent = sentText(turnId, countAt(before, 'epoch'), world);
  if (!stored.startsWith(sent)) world.violate('P15', `${turnId}: "${sent}" was shown, the stop kept "${stored}"`);
}

/**
 * P15: a reader ends with an unnumbered `aborted` only when its session was deleted, and with all that it was sent.
 *
 * @returns what takes each frame that a process sends.
 */
export function endsWithWhatItSent(message: Pick<Message, 'sub' | 'sessionId'>, turnId: string, world: World) {
  let sent = '';
  let isReplay = false;
  return ({ id, event }: Frame) => {
    if (event.type === 'reset') sent = '';
    if (event.type === 'chunk') sent += event.text;
    isReplay ||= event.type === 'snapshot';
    if (event.type !== 'aborted' || id || isReplay) return;
    const isDeleted = world.deletions.has(partitionOf(message));
    // A reader that continues was sent the beginning by an earlier request.
    if (!isDeleted || !event.aiResponse.endsWith(sent))
      world.violate('P15', `${turnId}: "${sent}" was sent, its deleted session says "${event.aiResponse}"`);
  };
}

/** Records when the request for a stop was first stored, by turn and epoch. */
export function noteStopRequest({ after, now, world }: Written): void {
  if (!isKind(after, 'TURN#') || after['stopAt'] === undefined) return;
  const key = `${textAt(after, 'turnId')} ${after['epoch']}`;
  if (!world.stopsAsked.has(key)) world.stopsAsked.set(key, now);
}

/**
 * P15: an abort ends the turn of a living producer only after the producer had time to answer. Without faults the
 * producer always answers.
 */
export function aborterWaits(written: Written): void {
  const { before, now, world } = written;
  if (!isStop(written) || world.writer().deed !== 'close') return;
  const turnId = textAt(before, 'turnId');
  const mayLive = now < countAt(before, 'leaseUntil') + GRACE_MS - SKEW_MS;
  const waitedMs = now - (world.stopsAsked.get(`${turnId} ${countAt(before, 'epoch')}`) ?? now);
  if (mayLive && waitedMs < STOP_WAIT_MS) {
    world.violate('P15', `${turnId}: ended from outside ${waitedMs} ms after the stop was asked for`);
  }
  if (world.scene.mix === CALM) world.violate('P15', `${turnId}: its producer did not answer a stop`);
}

/** P11: one turn has the preview, and it is used up once something of its turn was shown. */
export function shownPreviewIsUsed({ before, after, all, world }: Written): void {
  const turnId = isKind(before, 'PROFILE') ? textAt(before, 'previewClaim') : '';
  const claimant = textAt(after, 'previewClaim');
  if (turnId === '' || claimant === turnId) return;
  if (claimant !== '') {
    world.violate('P11', `${claimant}: took the preview of ${turnId}`);
    return;
  }
  // What a dead producer showed after its last stored event is unknown, and its turn failed on our side.
  const isGivenUp = world.writer().deed === 'close' && all.some((change) => change.after?.['state'] === 'failed');
  if (world.shown.has(turnId) && !isGivenUp)
    world.violate('P11', `${turnId}: its preview came back after something was shown`);
}
