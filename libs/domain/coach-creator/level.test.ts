import { describe, expect, it } from 'vitest';
import { moveLevel } from './level.ts';
import { signalsIn } from './signals.ts';

const UNKNOWN = { level: 'UNKNOWN', vote: null } as const;

describe('the level', () => {
  it('moves the level when a signal confirms the model', () => {
    expect(moveLevel(UNKNOWN, 'INTERMEDIATE', signalsIn('a PR'))).toEqual({ level: 'INTERMEDIATE', vote: null });
  });

  it('moves the level without a signal only after the second report', () => {
    const once = moveLevel(UNKNOWN, 'ADVANCED', signalsIn('I prefer mornings'));
    expect(once).toEqual({ level: 'UNKNOWN', vote: 'ADVANCED' });
    expect(moveLevel(once, 'ADVANCED', [])).toEqual({ level: 'ADVANCED', vote: null });
  });

  it('counts only two consecutive reports of the same level', () => {
    const once = moveLevel(UNKNOWN, 'ADVANCED', []);
    const other = moveLevel(once, 'BEGINNER', []);
    expect(other).toEqual({ level: 'UNKNOWN', vote: 'BEGINNER' });
    expect(moveLevel(other, 'ADVANCED', [])).toEqual({ level: 'UNKNOWN', vote: 'ADVANCED' });
  });

  it('keeps the level for a signal of another level, for a signal alone and for a report of unknown', () => {
    expect(moveLevel(UNKNOWN, 'ADVANCED', signalsIn('a PR')).level).toBe('UNKNOWN');
    expect(moveLevel(UNKNOWN, undefined, signalsIn('a PR'))).toEqual(UNKNOWN);
    expect(moveLevel({ level: 'ADVANCED', vote: null }, 'UNKNOWN', []).level).toBe('ADVANCED');
  });
});
