/** What an injury forbids and requires. */
export interface InjuryRule {
  /** Whole words and phrases, with any ending. */
  readonly keywords: readonly string[];
  readonly contraindicated: readonly string[];
  readonly modifications: readonly string[];
  readonly monitoring: string;
}

/** A replaceable table of rules, with a rule for injuries without a known keyword. */
export interface InjuryTable {
  readonly rules: readonly InjuryRule[];
  readonly unknown: Omit<InjuryRule, 'keywords'>;
  /** Other names of an exercise. They are forbidden together with it. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/**
 * Deliberately conservative: general strength-training practice for users without a therapist, not medical advice. A
 * deployer with better knowledge replaces the table.
 */
export const INJURY_TABLE: InjuryTable = {
  rules: [
    {
      keywords: ['knee', 'acl', 'mcl', 'meniscus', 'patella', 'patellar', 'kneecap'],
      contraindicated: ['box jump', 'depth jump', 'jump squat', 'jumping lunge', 'pistol squat', 'deep squat'],
      modifications: ['squat to a box at a pain-free height', 'step up to a low box', 'hinge more than bend the knee'],
      monitoring: 'Ask about the knees before leg work; stop at swelling or sharp pain.',
    },
    {
      keywords: ['back', 'spine', 'spinal', 'lumbar', 'disc', 'disk', 'sciatica', 'scoliosis', 'herniated'],
      contraindicated: ['deadlift', 'barbell good morning', 'back squat', 'sit-up', 'russian twist'],
      modifications: [
        'brace and keep a neutral spine',
        'hip hinge with a light load and support',
        'carries and planks',
      ],
      monitoring: 'Ask about the back before every hinge; stop at pain that travels into a leg.',
    },
    {
      keywords: [
        'shoulder',
        'rotator cuff',
        'labrum',
        'slap tear',
        'ac joint',
        'impingement',
        'collarbone',
        'clavicle',
      ],
      contraindicated: [
        'overhead press',
        'push press',
        'behind-the-neck press',
        'upright row',
        'snatch',
        'handstand push-up',
        'kipping pull-up',
        'muscle-up',
        'ring dip',
      ],
      modifications: [
        'press at an incline within a pain-free range',
        'landmine work',
        'rows and external rotation first',
      ],
      monitoring: 'Check pain-free reach overhead before upper-body work.',
    },
    {
      keywords: ['wrist', 'carpal tunnel', 'hand', 'thumb', 'finger'],
      contraindicated: ['handstand', 'handstand push-up', 'planche', 'power clean'],
      modifications: ['neutral grip with dumbbells', 'support on fists or handles', 'straps where grip is the limit'],
      monitoring: 'Ask about grip and wrist pain after each pressing set.',
    },
    {
      keywords: [
        'elbow',
        'tennis elbow',
        'golfers elbow',
        "golfer's elbow",
        'biceps tendon',
        'epicondylitis',
        'forearm',
      ],
      contraindicated: ['skull crusher', 'ring dip', 'muscle-up', 'kipping pull-up'],
      modifications: ['neutral grip and slow lowering', 'lighter pulls with pauses'],
      monitoring: 'Ask about elbow pain the day after pulling.',
    },
    {
      keywords: ['ankle', 'achilles', 'shin', 'shin splint', 'calf', 'calves'],
      contraindicated: ['box jump', 'depth jump', 'double under', 'sprint', 'jumping lunge'],
      modifications: ['cycle, row or swim for conditioning', 'raise the heels in leg work', 'slow calf raises'],
      monitoring: 'Ask about stiffness in the morning; reduce impact when it grows.',
    },
    {
      keywords: ['hip', 'labral', 'groin', 'si joint', 'sacroiliac', 'glute', 'piriformis'],
      contraindicated: ['deep squat', 'pistol squat', 'sumo deadlift', 'jumping lunge'],
      modifications: ['limit depth to the pain-free range', 'split stance with support', 'glute bridges'],
      monitoring: 'Ask about pinching at the front of the hip.',
    },
    {
      keywords: ['neck', 'cervical', 'whiplash', 'trap', 'trapezius'],
      contraindicated: ['behind-the-neck press', 'headstand', 'neck bridge', 'handstand push-up', 'barbell shrug'],
      modifications: ['keep the head in line with the spine', 'chest-supported rows'],
      monitoring: 'Stop at dizziness, tingling or numbness in an arm.',
    },
    {
      keywords: ['foot', 'feet', 'plantar', 'heel', 'toe', 'bunion'],
      contraindicated: ['sprint', 'double under', 'box jump', 'depth jump'],
      modifications: ['conditioning without impact', 'foot strength and calf work first'],
      monitoring: 'Ask about the first steps in the morning.',
    },
    {
      keywords: ['hamstring', 'quad', 'quadriceps', 'thigh', 'leg'],
      contraindicated: ['sprint', 'nordic curl', 'straight-leg deadlift'],
      modifications: ['shorter range and slow lowering', 'build speed over weeks'],
      monitoring: 'Ask about tightness before fast work.',
    },
    {
      keywords: [
        'hernia',
        'diastasis',
        'abdominal',
        'abdomen',
        'c-section',
        'cesarean',
        'pelvic floor',
        'prolapse',
        'rib',
      ],
      contraindicated: ['sit-up', 'toes-to-bar', 'deadlift', 'max-effort lift'],
      modifications: ['exhale on effort', 'deep core work first', 'loads without straining'],
      monitoring: 'Stop at bulging, heaviness or leaking.',
    },
    {
      keywords: ['pregnant', 'pregnancy', 'postpartum', 'trimester'],
      contraindicated: ['sit-up', 'box jump', 'max-effort lift', 'hot yoga', 'breath-hold set'],
      modifications: ['talk-test intensity', 'support balance work', 'clearance by a midwife or doctor'],
      monitoring: 'Stop at bleeding, dizziness or contractions and call a professional.',
    },
    {
      keywords: ['heart', 'cardiac', 'blood pressure', 'hypertension', 'arrhythmia', 'stroke', 'chest pain', 'stent'],
      contraindicated: ['max-effort lift', 'breath-hold set', 'sprint', 'isometric hold to failure'],
      modifications: ['long warm-up and cool-down', 'keep breathing under load', 'clearance by a doctor'],
      monitoring: 'Stop at chest pain, dizziness or unusual breathlessness and seek help.',
    },
    {
      keywords: ['asthma', 'copd', 'lung', 'breathing'],
      contraindicated: ['all-out interval', 'breath-hold set'],
      modifications: ['warm up for longer', 'intervals with full recovery', 'keep medication at hand'],
      monitoring: 'Stop at wheezing; resume only once breathing is easy.',
    },
    {
      keywords: ['osteoporosis', 'osteopenia', 'stress fracture', 'fracture', 'broken', 'arthritis'],
      contraindicated: ['sit-up', 'box jump', 'depth jump', 'max-effort lift'],
      modifications: ['progress load slowly', 'balance work near a support'],
      monitoring: 'Stop at new or local bone pain.',
    },
  ],
  unknown: {
    contraindicated: ['max-effort lift', 'one-rep max test'],
    modifications: ['stay in a pain-free range and light load', 'clearance by a professional before loading it'],
    monitoring: 'Ask how it feels before every session; stop at sharp or growing pain.',
  },
  aliases: {
    'overhead press': ['strict press', 'military press', 'shoulder press', 'ohp'],
    'handstand push-up': ['hspu', 'handstand press-up'],
    'kipping pull-up': ['butterfly pull-up', 'kip pull-up'],
    'back squat': ['barbell squat'],
    deadlift: ['dead lift'],
    'sit-up': ['crunch'],
    'toes-to-bar': ['t2b', 'ttb'],
    'pistol squat': ['pistol', 'single-leg squat'],
    'jump squat': ['squat jump'],
    'jumping lunge': ['lunge jump', 'jump lunge'],
    'deep squat': ['ass to grass squat', 'atg squat'],
    'box jump': ['plyo box jump', 'jump onto a box'],
    'double under': ['double unders'],
    'max-effort lift': ['max effort', 'one-rep max', '1rm'],
    'one-rep max test': ['one-rep max', '1rm'],
    'skull crusher': ['lying triceps extension'],
    'straight-leg deadlift': ['stiff-leg deadlift'],
  },
};
