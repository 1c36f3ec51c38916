import type { Clock } from '#ports/clock';
import { ModelFailure, type ModelFailureKind } from '#ports/model';
import type { PictureRequest, Pictures } from '#ports/pictures';
import { filledPng } from './png.ts';
import { writtenPng } from './written-png.ts';

export interface PictureStep {
  /** Before the answer. */
  readonly waitMs?: number;
  /** Its default is `plain`. `hang` waits until the signal aborts. */
  readonly draw?: 'plain' | 'written' | 'hang';
  readonly fail?: ModelFailureKind;
}

export interface ScriptedPictures extends Pictures {
  /** Oldest first. */
  readonly requests: readonly PictureRequest[];
}

/** An image model that answers by a script, step by step; the last step answers all further calls. */
export function createScriptedPictures(
  steps: readonly PictureStep[],
  startsFromPictures: boolean,
  clock: Clock,
): ScriptedPictures {
  const requests: PictureRequest[] = [];
  return {
    requests,
    startsFromPictures,
    async draw(request, signal) {
      signal.throwIfAborted();
      const { waitMs = 0, draw = 'plain', fail } = steps[Math.min(requests.length, steps.length - 1)] ?? {};
      requests.push(request);
      if (draw === 'hang') await aborted(signal);
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      signal.throwIfAborted();
      if (fail) throw new ModelFailure(fail, 'as told');
      if (draw === 'written') return writtenPng();
      const { seed, isTransparent } = request;
      return filledPng(32, 32, [seed & 255, (seed >> 8) & 255, (seed >> 16) & 255, isTransparent ? 200 : 255]);
    },
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
