import { describe, expect, it } from 'vitest';
import { ASSET_FORMATS, AssetType } from '#contract/prompt-coach/asset-types';
import { DISPLAY_TEXT_MAX, MAX_DISPLAY_TEXTS } from '#contract/prompt-coach/intent';
import { layOutOverlay } from '#domain/prompt-coach/overlay/lay-out-overlay';
import { safeAreaOf } from '#domain/prompt-coach/overlay/safe-area';
import type { Box } from '#ports/drawing';
import { filledPng } from '#testing/png';
import { type DrawnLine, readLines, readLogo, readPlates } from '#testing/read-vectors';
import { createTakumiDrawing } from './drawing.ts';

const TEXTS: readonly string[] = [
  'GG',
  'LAST ONE STANDING',
  'Größer, schöner, übermütig',
  'Fünf süße Äpfel für Öl & Maß',
  'Žluťoučký kůň úpěl ďábelské ódy',
  'Çok güzel İstanbul ığşö',
  'Zażółć gęślą jaźń',
  'Að fljúga þyrlu',
  'Đường phố Việt Nam',
  'El Niño: ¿qué pasa?',
  "L'été à Noël, c'est çà",
  'Ωμέγα και Άλφα',
  'Привет, игроки!',
  'Їжак і ґанок',
  'A <b>bold</b> "move" & more',
  '100 % – 3 × 4 ≠ 13 → ∞',
  '$20 / €15 / £12 / ¥900 / ₹75',
  '50% off!!! (today only) [#1]',
  'u\u0308ber de\u0301ja\u0300 vu',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen',
  'W'.repeat(DISPLAY_TEXT_MAX),
  'i'.repeat(DISPLAY_TEXT_MAX),
  'ÄÖÜ'.repeat(DISPLAY_TEXT_MAX / 3),
  'No way he hit that 360 no-scope from across the entire map!!',
  'a '.repeat(DISPLAY_TEXT_MAX / 2).trim(),
  '🎮',
  '🔥🔥🔥 HYPE 🔥🔥🔥',
  'Family night 👨‍👩‍👧‍👦',
  'Pride 🏳️‍🌈 & 🏳️‍⚧️',
  '🇩🇪 vs 🇯🇵 vs 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'Top 1️⃣ 2️⃣ 3️⃣ #️⃣',
  'Hi 👋🏽 from 👩🏿‍🚀',
  '❤️ chat ❤️',
  'Panda 🐼‍🔥 mode',
  '🏆'.repeat(DISPLAY_TEXT_MAX),
  '新しい動画を公開しました！',
  'ゲーム実況「最終回」スペシャル',
  'ﾊﾝｶｸ カタカナ と ひらがな',
  '简体中文标题：今晚八点直播',
  '繁體中文標題：龜兔賽跑',
  '直播'.repeat(DISPLAY_TEXT_MAX / 2),
  '한국어 방송 시작합니다',
  '오늘밤 여덟시 라이브!',
  'مرحبا بكم في البث المباشر',
  'أنا غير متصل الآن، نعود الجمعة 20:00',
  'السَّلَامُ عَلَيْكُمْ',
  'שלום עולם',
  'שידור חי ב-20:00 GMT',
  'فارسی: بازی جدید',
  'اردو میں خوش آمدید',
  'Level 99: שלב אחרון!',
  'LIVE مباشر 라이브 直播 ライブ 🔴',
  'สวัสดีชาวสตรีมเมอร์ทุกคน',
  'नमस्ते दोस्तों, खेल शुरू',
  'বাংলা গেমিং',
  'தமிழ் விளையாட்டு',
  'తెలుగు ఆట',
  'ქართული თამაში',
  'Հայերեն խաղ',
  '★ ♥ ♦ ♣ ♠ ✓ ✗ ☠ ♫',
];

const LOGO = { picture: filledPng(90, 40, [0, 200, 255, 255]), width: 90, height: 40 };
const BRAND = {
  colors: [
    { hex: '#ff2e88', name: 'Pink' },
    { hex: '#ffe14d', name: 'Sun' },
  ],
  fonts: { headline: 'Fredoka One', body: 'Inter' },
};

const drawing = createTakumiDrawing();

/** Vectors are rounded to hundredths of a pixel. */
const ROUNDING = 0.05;

/** By how many pixels a box reaches out of another; 0 when it is inside. */
const reachesOut = (inner: Box, outer: Box): number => {
  const out = Math.max(
    outer.x - inner.x,
    outer.y - inner.y,
    inner.x + inner.width - outer.x - outer.width,
    inner.y + inner.height - outer.y - outer.height,
  );
  return out <= ROUNDING ? 0 : out;
};

const isInside = (inner: Box, outer: Box) => reachesOut(inner, outer) === 0;

const overlaps = (a: Box, b: Box) =>
  a.x + a.width > b.x + ROUNDING &&
  b.x + b.width > a.x + ROUNDING &&
  a.y + a.height > b.y + ROUNDING &&
  b.y + b.height > a.y + ROUNDING;

/** A line may end at a space or between two characters. */
const textOf = (lines: readonly DrawnLine[], textIndex: number, text: string) => {
  let rest = text;
  for (const { line } of lines.filter((drawn) => drawn.textIndex === textIndex)) {
    if (!rest.startsWith(line)) return `${line} is not the start of ${rest}`;
    rest = rest.slice(line.length).trimStart();
  }
  return rest === '' ? text : `${rest} is missing`;
};

describe('the texts of a picture', () => {
  it('are all at most 60 characters long, at least 50, and have a glyph for each character', async () => {
    expect(TEXTS.length).toBeGreaterThanOrEqual(50);
    expect(TEXTS.filter((text) => [...text].length > DISPLAY_TEXT_MAX && !text.includes('🏆'))).toEqual([]);
    expect(await drawing.undrawable(TEXTS)).toEqual([]);
  });

  it.each(AssetType.options.map((assetType, shift) => ({ assetType, shift })))(
    'are exactly the given ones, inside the safe area of $assetType, and overlap nothing',
    async ({ assetType, shift }) => {
      const area = safeAreaOf(assetType);
      // Each asset type has other texts as its headlines.
      const order = [...TEXTS.slice(shift), ...TEXTS.slice(0, shift)];
      for (let from = 0; from < order.length; from += MAX_DISPLAY_TEXTS) {
        const texts = order.slice(from, from + MAX_DISPLAY_TEXTS);
        const overlay = await layOutOverlay({ assetType, texts, brand: BRAND, logo: LOGO }, drawing);
        if (!overlay) throw new Error('no overlay');
        const svg = await drawing.vectors(overlay);
        const lines = readLines(svg);
        expect(texts.map((text, textIndex) => textOf(lines, textIndex, text))).toEqual(texts);
        for (const { line, box, ink, contours, emoji } of lines) {
          expect([line, reachesOut(box, area)]).toEqual([line, 0]);
          expect([line, ink && reachesOut(ink, box)]).toEqual([line, 0]);
          expect(contours + emoji, line).toBeGreaterThan(0);
        }
        const [plates, logo] = [readPlates(svg), readLogo(svg)];
        expect(plates.map(({ textIndex }) => textIndex)).toEqual(texts.slice(1).map((_, place) => place + 1));
        const headline = lines.filter(({ textIndex }) => textIndex === 0).map(({ box }) => box);
        const areas = [...plates.map(({ box }) => box), ...(logo ? [logo] : [])];
        expect(areas.filter((box) => !isInside(box, area))).toEqual([]);
        for (const [place, box] of areas.entries()) {
          const others = [...headline, ...areas.slice(0, place)];
          expect(others.filter((other) => overlaps(box, other))).toEqual([]);
        }
      }
    },
  );

  it('a picture has the size of its format, and ink only in the boxes of lines, plates and logo', async () => {
    const { decodePng } = await import('#testing/png');
    const grey = [120, 120, 120, 255] as const;
    for (const assetType of ['twitch_panel', 'twitch_badge', 'twitch_banner'] as const) {
      const { width, height } = ASSET_FORMATS[assetType];
      const texts = ['Grüße 🎮', 'مرحبا 漢字'];
      const overlay = await layOutOverlay({ assetType, texts, brand: BRAND, logo: LOGO }, drawing);
      if (!overlay) throw new Error('no overlay');
      const picture = filledPng(width, height, grey);
      const { data, ...size } = decodePng(await drawing.finish({ picture, width, height, fit: 'cover', overlay }));
      expect(size).toEqual({ width, height });
      const boxes = [...overlay.lines, ...overlay.plates, ...(overlay.logo ? [overlay.logo] : [])].map(
        ({ box }) => box,
      );
      const inked = boxes.map(() => 0);
      const outside: string[] = [];
      for (let at = 0; at < data.length; at += 4) {
        if (data.subarray(at, at + 4).every((value, channel) => value === grey[channel])) continue;
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        const pixel = { x: x + 0.5, y: y + 0.5, width: 0, height: 0 };
        // Edges are smoothed over a pixel.
        const hits = boxes.flatMap((box, place) => (isInside(pixel, grown(box, 1)) ? place : []));
        if (hits.length === 0) outside.push(`${x},${y}`);
        for (const place of hits) inked[place] = (inked[place] ?? 0) + 1;
      }
      expect(outside).toEqual([]);
      expect(inked.filter((count) => count < 10)).toEqual([]);
    }
  });
});

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});
