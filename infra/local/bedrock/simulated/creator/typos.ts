/** Common typos and their corrections. */
const KNOWN: Readonly<Record<string, string>> = Object.fromEntries(
  `femal female|femlae female|feamle female|famale female|mael male|nuetral neutral|netural neutral|dont don't
  |doesnt doesn't|didnt didn't|cant can't|wont won't|isnt isn't|havent haven't|hasnt hasn't|wouldnt wouldn't
  |couldnt couldn't|arent aren't|wasnt wasn't|im I'm|ive I've|id I'd|minuts minutes|minuets minutes
  |minues minutes|mintues minutes|mintes minutes|dyas days|dasy days|tims times|tiems times|wek week|weeek week
  |wekk week|wk week|wks weeks|hr hour|hrs hours|hous hours|mounths months|monts months|moths months
  |motnhs months|yr year|yrs years|yaers years|yeras years|begginer beginner|beginer beginner|beginnner beginner
  |intermidiate intermediate|intermediat intermediate|advaned advanced|advnaced advanced|experiance experience
  |sholder shoulder|shouder shoulder|knes knees|bak back|injurys injuries|injuires injuries|injurie injury
  |dumbells dumbbells|dumbels dumbbells|dumbell dumbbell|barbel barbell|kettelbell kettlebell
  |kettelbells kettlebells|kettlebel kettlebell|equiptment equipment|gmy gym|strenght strength|stonger stronger
  |wieght weight|wheight weight|muscel muscle|mucsle muscle|runing running|swiming swimming|cardoi cardio
  |suportive supportive|supportiv supportive|competeing competing|competitons competitions
  |compitition competition|mornign morning|mornigns mornings|evning evening|evnings evenings
  |definately definitely|realy really|nothign nothing|noen none|teh the|adn and|thre three|foru four|fiev five
  |tbh honestly|gonna going to|wanna want to|gotta have to|pls please|plz please|thx thanks|u you|n and
  |btw by the way|idc I don't care`
    .split('|')
    .map((pair) => {
      const [typo = '', ...meant] = pair.trim().split(' ');
      return [typo, meant.join(' ')];
    }),
);

/** Long words of the domain. A word with one typo is corrected to one of them. */
const TRADE =
  `female neutral minutes session sessions morning mornings evening evenings weekend weekends months beginner
  intermediate advanced experience shoulder injuries dumbbell dumbbells barbell kettlebell kettlebells treadmill
  equipment apartment strength stronger muscle weight running swimming cycling deadlift deadlifts burpees
  supportive encouraging patient direct motivated motivation accountability compete competing competition
  competitions marathon preference crossfit garage outdoors flexible mobility tendonitis stretching gymnastics
  squats rowing lunges confident`.split(/\s+/);
const TRADE_WORDS: ReadonlySet<string> = new Set(TRADE);
/** Correct words that differ from a domain word by one letter. */
const REAL: ReadonlySet<string> = new Set(
  `complete completing completion completions mourning mouths ruining squads lounges neural confidant smoulder
  minuses`.split(/\s+/),
);
/** Shorter words are too similar to other words. */
const MIN_LENGTH = 6;

/** Whether a word has one typo: a letter is missing, doubled, wrong or swapped. The first letter must match. */
function isOneSlip(typo: string, word: string): boolean {
  if (typo[0] !== word[0] || Math.abs(typo.length - word.length) > 1) return false;
  let start = 0;
  while (start < typo.length && typo[start] === word[start]) start += 1;
  const [left, right] = [typo.slice(start), word.slice(start)];
  if (left.length > right.length) return left.slice(1) === right;
  if (left.length < right.length) return left === right.slice(1);
  const isSwap = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return isSwap || left.slice(1) === right.slice(1);
}

/** Whether a word is another form of the same word: `compete`, `competed`; `muscle`, `muscles`. */
const isOtherForm = (typo: string, word: string): boolean =>
  typo === `${word}s` ||
  `${typo}s` === word ||
  typo === `${word}d` ||
  `${typo}d` === word ||
  /(?:ed|er|ly)$/.test(typo);

function mended(word: string): string {
  const lower = word.toLowerCase();
  const known = KNOWN[lower];
  if (known !== undefined && Object.hasOwn(KNOWN, lower)) return known;
  if (lower.length < MIN_LENGTH || TRADE_WORDS.has(lower) || REAL.has(lower)) return word;
  return (
    TRADE.find((trade) => trade.length >= MIN_LENGTH && isOneSlip(lower, trade) && !isOtherForm(lower, trade)) ?? word
  );
}

export const mendTypos = (text: string): string => text.replace(/(?<![\w'])[A-Za-z]+(?![\w'])/g, mended);
