import { describe, expect, it } from 'vitest';
import { EQUIPMENT_TOPIC, readEquipment } from './equipment.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readEquipment, EQUIPMENT_TOPIC);

describe('place and equipment', () => {
  it.each([
    ['home', ['dumbbells', 'resistance bands'], 'At home with dumbbells and resistance bands'],
    [
      'garage gym',
      ['barbell', 'squat rack', 'adjustable dumbbells'],
      'Garage gym: a barbell, a squat rack and adjustable dumbbells',
    ],
    ['commercial gym', ['full gym equipment'], 'a commercial gym'],
    ['crossfit gym', ['fully equipped'], 'CrossFit gym, fully equipped'],
    ['gym', ['machines', 'cables'], 'gym with machines and cables, no barbell'],
    ['park', ['bodyweight'], 'just the park'],
    ['home', ['bodyweight'], 'home, no equipment'],
    ['apartment', ['kettlebell', 'mat'], 'In my apartment, I have one kettlebell and a mat'],
    ['home', ['dumbbells', 'pull-up bar'], 'dumbbells and a pull-up bar'],
    ['affiliate and garage', ['rower', 'assault bike'], 'affiliate plus my garage with a rower and an assault bike'],
    ['home', ['bodyweight'], 'nothing'],
    ['planet fitness', ['full gym equipment'], 'Planet Fitness'],
    ['living room', ['yoga mat', 'bands'], 'my living room, a yoga mat and some bands, no weights'],
    ['gym', ['full gym equipment'], 'a full gym'],
    ['local gym', ['dumbbells', 'treadmill'], "local gym, there's dumbbells, a treadmill, but no rack or barbell"],
  ])('reads the place %s and the equipment %j in "%s"', (place, tools, text) => {
    expect(asked(text)).toEqual({ trainingEnvironment: place, equipmentAccess: tools });
  });

  it('reads no equipment when the answer is only the home', () => {
    expect(asked('at home')).toEqual({ trainingEnvironment: 'home' });
    expect(asked('a pair of dumbbells', { covered: { trainingEnvironment: 'home' } })).toEqual({
      equipmentAccess: ['dumbbells'],
    });
  });

  it('reads place and equipment when they were not asked for', () => {
    expect(unasked('I train at home with dumbbells')).toEqual({
      trainingEnvironment: 'home',
      equipmentAccess: ['dumbbells'],
    });
    expect(unasked('I work from home')).toEqual({});
    expect(unasked('I love kettlebell swings and box jumps')).toEqual({});
    expect(unasked('I want to bench press 100 kg')).toEqual({});
  });
});
