const SMALL = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen';
const UNITS = `${SMALL} sixteen seventeen eighteen nineteen`.split(' ');
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const UNIT = UNITS.slice(1, 10).join('|');
const WORDS = new RegExp(`\\b(?:(${TENS.join('|')}|fourty)(?:[\\s-](${UNIT}))?|(${UNITS.slice(1).join('|')}))\\b`, 'g');

function digitsOf(tens: string | undefined, unit: string | undefined, small: string | undefined): string {
  if (small) return String(UNITS.indexOf(small));
  const ten = tens === 'fourty' ? 'forty' : (tens ?? '');
  return String(10 * (TENS.indexOf(ten) + 2) + (unit ? UNITS.indexOf(unit) : 0));
}

/** Converts a text to lower case and its number words to digits: `twice a week` → `2 times a week`. */
export function withDigits(text: string): string {
  return text
    .toLowerCase()
    .replace(/\bonce or twice\b/g, '1-2 times')
    .replace(/\btwo or three times\b/g, '2-3 times')
    .replace(/\bonce\b/g, '1 time')
    .replace(/\btwice\b/g, '2 times')
    .replace(/\bthrice\b/g, '3 times')
    .replace(/\ba couple(?: of)?\b/g, '2')
    .replace(/\b(?:a few|some)(?= (?:days|times|sessions|months|years|weeks))/g, '3')
    .replace(WORDS, (_, tens, unit, small) => digitsOf(tens, unit, small))
    .replace(/\bhundred\b/g, '100');
}

/** The separators of a range: `3-4`, `3 to 4`, `3 or 4`, `between 3 and 4`. */
export const RANGE = '\\s*(?:-|to|or|and|or maybe|, ?maybe|, ?sometimes|/)\\s*';
