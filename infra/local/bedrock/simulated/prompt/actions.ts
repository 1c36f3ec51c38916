const DOUBLED = /^(?:run|sit|swim|win|hit|hug|nod|cut|spin|grin|drum|clap|flip|shrug|dab|chop|slap)$/;

/** `wave at the camera` → `waving at the camera`. */
export function gerundOf(words: string): string {
  const [verb = '', ...others] = words.split(' ');
  const plain = verb.toLowerCase();
  const stem = DOUBLED.test(plain)
    ? plain + plain.at(-1)
    : plain.replace(/(?<=[^aeiou][^aeiou]?)e$|(?<=[aeiou][^aeiou])e$/, '');
  return [plain.endsWith('ing') ? plain : `${stem}ing`, ...others].join(' ');
}

const IRREGULAR: Readonly<Record<string, string>> = {
  tragen: 'trägt',
  halten: 'hält',
  schlafen: 'schläft',
  laufen: 'läuft',
  fahren: 'fährt',
  werfen: 'wirft',
  essen: 'isst',
  lesen: 'liest',
  geben: 'gibt',
  sehen: 'sieht',
  reiten: 'reitet',
};

/** `eine Krone tragen` → `trägt eine Krone`. */
export function germanAction(words: string): string {
  const all = words.split(' ');
  const verb = all.at(-1)?.toLowerCase() ?? '';
  const finite = IRREGULAR[verb] ?? verb.replace(/(?<=[dt])en$/, 'et').replace(/e?n$/, 't');
  return [finite, ...all.slice(0, -1)].join(' ');
}
