import { withDigits as withEnglishDigits } from './english-digits.ts';

/** German and Spanish number words, except those with another meaning in one of the three languages. */
const WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  `zwei 2,drei 3,vier 4,fünf 5,sechs 6,sieben 7,acht 8,neun 9,zehn 10,elf 11,zwölf 12,fünfzehn 15,zwanzig 20,dreißig 30,
  vierzig 40,fünfzig 50,sechzig 60,neunzig 90,hundert 100,dos 2,tres 3,cuatro 4,cinco 5,seis 6,siete 7,ocho 8,nueve 9,
  diez 10,doce 12,quince 15,veinte 20,treinta 30,cuarenta 40,cincuenta 50,sesenta 60,cien 100`
    .split(',')
    .map((pair) => pair.trim().split(' '))
    .map(([word = '', value]) => [word, Number(value)]),
);
const WORD = new RegExp(`(?<!\\p{L})(?:${Object.keys(WORDS).join('|')})(?=mal(?!\\p{L})|(?!\\p{L}))`, 'gu');

/** Converts a text to lower case and its number words to digits, in English, German and Spanish. */
export const withDigits = (text: string): string =>
  withEnglishDigits(text)
    .replace(WORD, (word) => String(WORDS[word]))
    .replace(/\beine[rn]? halben? stunde\b|\bhalbe stunde\b|\bmedia hora\b/g, '30 min');

/** Parses a number with either decimal mark: `1.500` and `1,500` are 1500, `22,5` and `22.5` are 22.5. */
export function numberOf(text: string): number {
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(text)) return Number(text.replace(/[.,]/g, ''));
  return Number(text.replace(',', '.'));
}
