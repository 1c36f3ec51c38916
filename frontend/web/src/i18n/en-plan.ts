/** Plans and budget. */
export const enPlan = {
  names: { free: 'Free', pro: 'Pro', studio: 'Studio' },
  budget: {
    label: 'Tokens used this month',
    left: '{{remaining}} of {{limit}} tokens left',
    used: '{{percent}} used',
    renewal: 'new ones on {{date}}',
  },
  upgrade: {
    previewUsed: 'Your free message is used',
    previewUsedText: 'Your conversations stay here to read. With a plan you can go on asking.',
    exhausted: 'Too few tokens are left this month',
    exhaustedText: 'This question needs more than the {{remaining}} tokens that you have. New ones come on {{date}}.',
    exhaustedSoon: 'New ones come with the next month.',
    locked: 'This needs another plan',
    lockedText: 'Your plan does not include this coach.',
    plans: 'Plans',
    tokens: '{{count, number}} tokens a month',
    pictures: '{{count, number}} pictures a month',
    rate: '{{count, number}} messages a minute',
    gains: {
      free: 'Pro includes the prompt coach and the game coach, and more of everything.',
      pro: 'Studio includes web search in the prompt coach, and more of everything.',
    },
    how: 'Plans are changed by whoever runs this Coachstream.',
  },
} as const;
