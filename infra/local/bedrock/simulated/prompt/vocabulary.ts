import { source } from '../base/pattern.ts';

/** A regular expression of whole words, in any script. */
export const whole = (words: string, flags = 'iu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}#-])(?:${words})(?![\\p{L}\\p{N}])`, flags);

export const ENDING = '(?:e[rsnm]?)?';

/** Visual styles in English and German. */
export const STYLES = source`
  pixel[- ]?(?:art|kunst)|(?:8|16|32)[- ]?bit|anime|manga|chibi|kawaii|cartoon(?:y|ish)?|comic(?:[- ]?(?:book|haft${ENDING}))?|
  zeichentrick|3d(?:[- ]?(?:render(?:ed|ing)?|animation))?|low[- ]?poly|voxel|watercolou?r|aquarell|oil[- ]?painting|
  ölgemälde|(?:hand[- ]?)?(?:drawn|gezeichnet${ENDING})|sketch(?:y|ed)?|skizze|flat(?:[- ]design)?|vector|vektor(?:grafik)?|
  minimalist(?:ic|isch${ENDING})?|minimal|photo-?realistic|fotorealistisch${ENDING}|realistic|realistisch${ENDING}|retro|vintage|
  synth-?wave|vapor-?wave|cyber-?punk|steam-?punk|graffiti|street[- ]?art|sticker|aufkleber|line[- ]?art|
  cel[- ]?shaded|cinematic|filmisch${ENDING}|gothic|art[- ]deco|claymation|paper[- ]?cut|doodle|abstract|abstrakt${ENDING}|
  stylized|stilisiert${ENDING}|futuristic|futuristisch${ENDING}|modern${ENDING}`;

/** Feelings in English and German. A German one is followed by an ending. */
export const FEELINGS = source`
  happy|joyful|cheerful|smiling|grinning|laughing|angry|furious|raging|grumpy|sad|crying|sleepy|tired|surprised|shocked|
  excited|hyped|scared|frightened|smug|cheeky|confused|proud|evil|mischievous|winking|loving|in love|bored|confident|fierce|
  determined|calm|relaxed|nervous|embarrassed|heroic|triumphant|victorious|
  (?:glücklich|fröhlich|lachend|lächelnd|grinsend|wütend|zornig|grimmig|traurig|weinend|müde?|schläfrig|überrascht|
  schockiert|aufgeregt|ängstlich|frech|verwirrt|stolz|böse?|zwinkernd|verliebt|gelangweilt|selbstbewusst|entschlossen|
  ruhig|entspannt|nervös|verlegen|siegreich)(?:e[rsnm]?|r|s|n|m)?`;

const COLOR_WORDS = source`
  red|orange|yellow|green|blue|purple|violet|pink|black|white|gr[ae]y|brown|gold(?:en)?|silver|teal|turquoise|cyan|magenta|
  navy|lime|mint|lavender|coral|crimson|beige|cream|rainbow|
  (?:rot|gelb|grün|blau|violett|schwarz|weiß|grau|braun|golden|silbern|türkis)${ENDING}|lila|rosa|regenbogenfarben`;

export const COLORS = `(?:(?:light|dark|bright|neon|pastel|deep|hell|dunkel)[- ]?)?(?:${COLOR_WORDS})|#[\\da-f]{6}`;

/** How the picture is framed. */
export const COMPOSITIONS = source`
  (?:extreme )?close[- ]?up|head[- ]?shot|portrait|bust|full[- ]?body|centred|centered|(?:in|on) the (?:middle|cent(?:er|re))|
  on the (?:left|right)(?: side)?|from (?:above|below|behind|the side)|(?:ultra[- ])?wide(?:[- ]?(?:shot|angle))?|
  symmetrical|rule of thirds|side view|bird'?s[- ]?eye view|low angle|in profile|
  nahaufnahme|porträt|ganzkörper|mittig|zentriert|in der mitte|(?:links|rechts) (?:im bild|stehend)|von (?:oben|unten|der seite)|
  weitwinkel|seitenansicht|im profil|symmetrisch${ENDING}`;

/** Words that end in `ing` and name no action. */
export const NO_ACTION = whole(source`
  king|ring|wing|string|thing|lightning|building|gaming|viking|bling|sling|during|ceiling|evening|morning|wedding|painting|
  drawing|something|anything|everything|nothing|spring|pudding|ping|dumpling|duckling`);

/** German verbs of what a character does. */
export const GERMAN_ACTIONS = source`
  springt|winkt|hält|trägt|tanzt|lacht|weint|schläft|spielt|rennt|fliegt|kämpft|sitzt|schreit|feuert|wirft|zeigt|jubelt|isst|
  trinkt|zockt|läuft|steht|reitet|surft|blinzelt|brüllt|facepalmt`;

const ASSETS =
  '(?:emotes?|badges?|thumbnails?|overlays?|banners?|panels?|images?|pictures?|icons?|stor(?:y|ies)|(?:clip )?covers?|bild(?:er|es)?|logo|abzeichen|vorschaubild|(?:offline|pause[n]?|starting|ending)[- ]?(?:screens?|bildschirm))';

/** Parts of the message that ask for the picture and say nothing of it. */
export const REQUESTS = new RegExp(
  source`
    ^(?:(?:hi|hey|hello|hallo|moin|servus|please|bitte|ok(?:ay)?|so|well|also|und|and|maybe|vielleicht|actually|eigentlich)[\s,!.]+|
    (?:i(?:'d| would)? (?:want|need|like|love)(?: to (?:have|see|get))?(?: (?:it|him|her|them))?|(?:my|the|our|mein\p{L}*) (?:logo|mascot|character|emote|maskottchen|figur|charakter) (?:is|ist)(?=\s+(?:an?|ein\p{L}*)\s)|i'm (?:thinking of|looking for)|
    (?:can|could|would) you (?:please )?(?:make|create|draw|design|do)(?: me)?|(?:make|create|draw|design|give|generate)(?: me)?|let'?s (?:do|make|have|go with)|
    how about|what about|something (?:with|like|about)|it should (?:show|be|have)|ich (?:möchte|will|hätte gern|brauche|wünsche mir)(?: gern)?|
    (?:kannst|könntest) du(?: mir)?(?: bitte)?|mach(?:e|st)?(?: mir)?(?: bitte)?|zeichne(?: mir)?|erstell(?:e|st)?(?: mir)?|
    wie wäre es mit|wie wär'?s mit|irgendwas mit|etwas mit|es soll(?:te)?|am liebsten)\s+|
    (?:(?:an?|the|my|ein(?:e[nmr]?)?|das|die|den|mein(?:e[nmr]?)?)\s+)?(?:\p{L}+[\s-]+){0,3}?${ASSETS}\s+(?:of|showing|that shows|von|das|der)\s+(?=\p{L})|
    (?:(?:an?|the|my|ein(?:e[nmr]?)?|das|die|den|mein(?:e[nmr]?)?)\s+)?(?:(?:new|cool|nice|awesome|donat(?:e|ion)|about[ -]me|follow(?:er)?|rules|schedule|info|social|neue[sn]?|coole[sn]?|twitch|youtube|tiktok|instagram|stream(?:ing)?|sub|channel|kanal)[\s-]+)*
    ${ASSETS}(?:\s+(?:for|für) (?:my|an?|meinen?|eine[nm]?|the|den) (?:[\p{L}-]+ ){0,3}?(?:channel|stream|kanal|videos?|subs?|subscribers|clips?|section|page|series|reihe)(?:\s+(?:about|über)\s+[^,;:]{2,30}(?=[,;:]))?|
    \s+(?:for|für|to announce|about|über|zum|zur)\s+[^,;:.]{2,40}(?=,\s*(?:with\s|mit\s)?(?:an?|ein\p{L}*|me|ich)\s))?
    (?:\s*[:,-]\s*|\s+(?:with|mit|for|für|where|wo|and|und|auf dem|in dem)\s+|\s*$))`,
  'iu',
);

export const ARTICLE =
  /^(?:an?|the|some|my|our|his|her|its|this|that|eine?[nmrs]?|der|die|das|den|dem|des|mein(?:e[nmrs]?)?)\s+/iu;

/** `a ninja cat emote` names the picture, not what is in it. */
export const ASSET_AT_END = new RegExp(`(?<=\\p{L})\\s+${ASSETS}$`, 'iu');

/** Words that name nothing that can be drawn. */
export const NOISE =
  /^(?:it|its|(?:put|move|place|show|zoom|setz\p{L}*|stell\p{L}*) (?:it|him|her|them|in|es|ihn|sie)|it is|it's|him|her|he|she|them|they|this|that|there|one|us|me|you|nah|nope|no|yes|hm+|es|ihn|ihm|ihr|sie|er|das|nee|nein|ja|doch|something|anything|some(?:thing)? (?:cool|nice|fun)|etwas|irgend(?:et)?was|was|(?:something|anything|etwas|was) (?:for|für) .+|(?:an? )?idea|eine idee)$/iu;
