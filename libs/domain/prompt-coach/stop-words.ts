/**
 * Words of English and German that carry no content. German words that are nouns in English are left out: `hat`, `man`,
 * `war`, `bald`.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are aren't as at be because been before being below between both
  but by can can't cannot could did didn't do does doesn't doing don't down during each few for from further had has
  have having he her here hers him his how i if in into is isn't it its itself just let's like lots make made me more
  most my myself no nor not of off on once one only or other our ours out over own please same she should so some such
  than that the their theirs them then there these they this those through to too under until up us very want was
  wasn't we were what when where which while who whom why will with without won't would you your yours avoid instead
  never i'm i'd i'll i've it'd we're you're really quite

  aber alle allem allen aller alles als am an andere anderen auch auf aus bei beim bis bitte da damit dann das dass dein
  deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
  einer eines er es etwas euch für gegen haben hatte hier hinter ich ihm ihn ihnen ihr ihre im ins ist ja jede jeder
  jedes jetzt kann kein keine keinem keinen keiner können mein meine meinem meinen meiner mich mir mit möchte muss nach
  neben nicht nie niemals noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind soll sollte sowie
  statt über um und uns unser unsere unter vom von vor warum weil wenn werden wie wieder will wir wird wo zu zum zur
  zwischen`
    .trim()
    .split(/\s+/),
);
