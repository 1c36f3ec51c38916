import { describe, expect, it } from 'vitest';
import { INJURIES_TOPIC, readInjuries } from './injuries.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readInjuries, INJURIES_TOPIC);

describe('injuries', () => {
  it.each([
    'none',
    'No.',
    'nope, all good',
    'no injuries',
    "I don't have any injuries",
    'no knee issues',
    'Nothing hurts',
    "I'm healthy",
    'injury free, touch wood',
    'no pain in my knees, hips or back',
    'no knee, hip or back issues',
    'my knees are fine and my back is fine too',
    'Nothing at all, never been injured.',
    "my back doesn't hurt anymore",
    'no issues whatsoever',
    'Not that I know of',
    'nothing to report',
  ])('reads an explicit absence of injuries in "%s"', (text) =>
    expect(asked(text)).toEqual({ injuryConsiderations: [] }),
  );

  it.each([
    ['healthy knees, but my left shoulder clicks', ['left shoulder clicks']],
    ['No injuries, just a cranky lower back sometimes', ['cranky lower back sometimes']],
    ['bad knees and a herniated disc', ['bad knees', 'herniated disc']],
    ['I tore my ACL in 2019', ['tore my ACL in 2019']],
    ['left shoulder', ['left shoulder']],
    ['right knee and left wrist', ['right knee', 'left wrist']],
    ['My lower back hurts when I deadlift', ['lower back hurts when I deadlift']],
    ['nothing serious, a sore back now and then', ['sore back now and then']],
    ['old ankle sprain, nothing else', ['old ankle sprain']],
    ['no knee problems, but tennis elbow on the right side', ['tennis elbow on the right side']],
    ['my knees are not great', ['knees are not great']],
    ['Asthma, otherwise healthy', ['Asthma']],
    ['I had shoulder surgery two years ago', ['shoulder surgery two years ago']],
    ['back', ['back']],
    ["I don't run because of my knee pain", ['knee pain']],
    ["I'm not injured except for plantar fasciitis in my left foot", ['plantar fasciitis in my left foot']],
    ['Rotator cuff tear (left), fully cleared otherwise', ['Rotator cuff tear (left)']],
    ['no issues since my knee surgery in 2019', ['knee surgery in 2019']],
  ])('reads the injuries in "%s"', (text, injuries) =>
    expect(asked(text)).toMatchObject({ injuryConsiderations: injuries }),
  );

  it('records the movements that an injury rules out', () => {
    expect(asked("My left hip hurts, I can't squat deep")).toEqual({
      injuryConsiderations: ['left hip hurts'],
      movementLimitations: ["I can't squat deep"],
    });
  });

  it('reads injuries when they were not asked for only when something hurts', () => {
    expect(unasked("I'm 34 and my left knee hurts")).toEqual({ injuryConsiderations: ['left knee hurts'] });
    expect(unasked('no injuries here')).toEqual({ injuryConsiderations: [] });
    expect(unasked('no knee issues, so squats are fine')).toEqual({});
    expect(unasked('I want to get back in shape')).toEqual({});
    expect(unasked('I love back squats and shoulder presses')).toEqual({});
    expect(unasked('I want stronger legs and shoulders')).toEqual({});
    expect(unasked('hate burpees, on the other hand I love running')).toEqual({});
    expect(unasked('I train at home')).toEqual({});
  });
});
