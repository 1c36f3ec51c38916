import type { Texts } from './texts.ts';

export const dePlan: Texts['plan'] = {
  names: { free: 'Free', pro: 'Pro', studio: 'Studio' },
  budget: {
    label: 'Verbrauchte Tokens in diesem Monat',
    left: '{{remaining}} von {{limit}} Tokens übrig',
    used: '{{percent}} verbraucht',
    renewal: 'neue am {{date}}',
  },
  upgrade: {
    previewUsed: 'Deine kostenlose Nachricht ist verbraucht',
    previewUsedText: 'Deine Gespräche bleiben hier zum Lesen. Mit einem Tarif kannst du weiterfragen.',
    exhausted: 'Zu wenige Tokens in diesem Monat',
    exhaustedText: 'Diese Frage braucht mehr als die {{remaining}} Tokens, die du noch hast. Neue kommen am {{date}}.',
    exhaustedSoon: 'Neue kommen mit dem nächsten Monat.',
    locked: 'Dafür brauchst du einen anderen Tarif',
    lockedText: 'Dein Tarif enthält diesen Coach nicht.',
    plans: 'Tarife',
    tokens: '{{count, number}} Tokens im Monat',
    pictures: '{{count, number}} Bilder im Monat',
    rate: '{{count, number}} Nachrichten pro Minute',
    gains: {
      free: 'Pro enthält den Prompt-Coach und den Game-Coach, und von allem mehr.',
      pro: 'Studio enthält die Websuche im Prompt-Coach, und von allem mehr.',
    },
    how: 'Tarife ändert, wer dieses Coachstream betreibt.',
  },
};
