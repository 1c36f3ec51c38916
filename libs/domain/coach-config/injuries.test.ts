import { expect, it } from 'vitest';
import { namesOf, rulesFor, statedOf } from './injuries.ts';
import { INJURY_TABLE } from './injury-rules.ts';

it.each([
  'none',
  'No.',
  'n/a',
  'nothing serious',
  'No injuries',
  'No known injuries at all.',
  'no knee issues',
  'no knee or shoulder problems',
  'No lower back pain',
  "I don't have any back problems",
  'without any injuries',
  'injury-free',
])('finds no injury in %j', (text) => {
  expect(statedOf([text])).toEqual([]);
});

it.each([
  ['Nothing serious, just sore knees', 'box jump'],
  ['no cartilage in my left knee, problems walking', 'box jump'],
  ["can't run without knee pain", 'box jump'],
  ['old ACL tear', 'box jump'],
  ['no knee issues but shoulder pain', 'overhead press'],
  ['herniated disc', 'deadlift'],
  ['a weird thing without a name', 'max-effort lift'],
])('finds an injury in %j', (text, exercise) => {
  expect(statedOf([text])).toEqual([text]);
  expect(rulesFor(text).flatMap((rule) => rule.contraindicated)).toContain(exercise);
});

it('forbids no exercise for a joint that is stated to be well', () => {
  const forbidden = rulesFor('no knee issues but shoulder pain').flatMap((rule) => rule.contraindicated);
  expect(forbidden).not.toContain('box jump');
});

it("keeps the user's words on one line and without duplicates", () => {
  expect(statedOf(['bad\n knees ', 'bad knees'])).toEqual(['bad knees']);
});

it.each([
  [
    'knee, acl, mcl, meniscus, patella, patellar, kneecap',
    'box jump, depth jump, jump squat, jumping lunge, pistol squat, deep squat',
  ],
  [
    'back, spine, spinal, lumbar, disc, disk, sciatica, scoliosis',
    'deadlift, barbell good morning, back squat, sit-up, russian twist',
  ],
  [
    'shoulder, rotator cuff, labrum, slap tear, ac joint, impingement, collarbone, clavicle',
    'overhead press, push press, behind-the-neck press, upright row, snatch, handstand push-up, kipping pull-up, ' +
      'muscle-up, ring dip',
  ],
  ['wrist, carpal tunnel, hand, thumb, finger', 'handstand, handstand push-up, planche, power clean'],
  [
    "elbow, tennis elbow, golfers elbow, golfer's elbow, biceps tendon, epicondylitis, forearm",
    'skull crusher, ring dip, muscle-up, kipping pull-up',
  ],
  ['ankle, achilles, shin, shin splint, calf, calves', 'box jump, depth jump, double under, sprint, jumping lunge'],
  [
    'hip, labral, groin, si joint, sacroiliac, glute, piriformis',
    'deep squat, pistol squat, sumo deadlift, jumping lunge',
  ],
  [
    'neck, cervical, whiplash, trap, trapezius',
    'behind-the-neck press, headstand, neck bridge, handstand push-up, barbell shrug',
  ],
  ['foot, feet, plantar, heel, toe, bunion', 'sprint, double under, box jump, depth jump'],
  ['hamstring, quad, quadriceps, thigh, leg', 'sprint, nordic curl, straight-leg deadlift'],
  [
    'hernia, diastasis, abdominal, abdomen, c-section, cesarean, pelvic floor, prolapse, rib',
    'sit-up, toes-to-bar, deadlift, max-effort lift',
  ],
  [
    'herniated',
    'deadlift, barbell good morning, back squat, sit-up, russian twist, sit-up, toes-to-bar, deadlift, max-effort lift',
  ],
  ['pregnant, pregnancy, postpartum, trimester', 'sit-up, box jump, max-effort lift, hot yoga, breath-hold set'],
  [
    'heart, cardiac, blood pressure, hypertension, arrhythmia, stroke, chest pain, stent',
    'max-effort lift, breath-hold set, sprint, isometric hold to failure',
  ],
  ['asthma, copd, lung, breathing', 'all-out interval, breath-hold set'],
  [
    'osteoporosis, osteopenia, stress fracture, fracture, broken, arthritis',
    'sit-up, box jump, depth jump, max-effort lift',
  ],
])('forbids for each of "%s" exactly: %s', (keywords, exercises) => {
  for (const keyword of keywords.split(', ')) {
    const rules = rulesFor(`my ${keyword} hurts`);
    expect([keyword, rules.flatMap((rule) => rule.contraindicated).join(', ')]).toEqual([keyword, exercises]);
    expect(rules).not.toContain(INJURY_TABLE.unknown);
  }
});

it('forbids an exercise under all its names', () => {
  expect(namesOf(['snatch', 'sit-up', 'deadlift'])).toEqual(['snatch', 'sit-up', 'crunch', 'deadlift', 'dead lift']);
});
