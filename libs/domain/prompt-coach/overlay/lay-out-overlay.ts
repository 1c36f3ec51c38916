import { ASSET_FORMATS, type AssetType } from '#contract/prompt-coach/asset-types';
import type { Brand } from '#contract/prompt-coach/brand';
import type { Box, Drawing, MeasureLine, Overlay, PictureSize, Typeface } from '#ports/drawing';
import { type OverlayColors, overlayColors } from './colors.ts';
import { type Arrangement, arrangementOf, textAreaOf } from './safe-area.ts';
import { type Block, type BlockText, placeBlock, setBlock } from './text-block.ts';
import { typefaceOf } from './typeface-of.ts';
import { cleanText } from './wrap.ts';

export interface OverlayRequest {
  readonly assetType: AssetType;
  /** At most 4, the most important first. */
  readonly texts: readonly string[];
  readonly brand?: Pick<Brand, 'colors' | 'fonts'>;
  /** A picture of a known size. */
  readonly logo?: PictureSize & { readonly picture: Uint8Array };
}

/** Shares of the text area. */
const LOGO = { width: 0.24, height: 0.18, gap: 0.05 } as const;
/** The largest headline, and the height of all texts. They leave the picture visible. */
const LARGEST = {
  corner: { ofHeight: 0.28, ofWidth: 0.24, stack: 0.7 },
  bottom: { ofHeight: 0.3, ofWidth: 0.3, stack: 0.5 },
  side: { ofHeight: 0.44, ofWidth: 0.21, stack: 1 },
  edge: { ofHeight: 0.075, ofWidth: 0.05, stack: 0.17 },
} as const;

/** Of the text area. The subject is beside the texts, or above them. */
const WIDTH: Readonly<Record<Arrangement, number>> = { corner: 0.6, side: 0.54, bottom: 1, edge: 1 };

/** Of the headline's size. */
const SECOND_SIZE = 0.44;
const GAP = 0.22;

/** Sizes are tried from the largest. Words are broken only when they would be smaller than this share of it. */
const STEP = 0.95;
const WHOLE_WORDS_UNTIL = 0.3;
const SMALLEST_PX = 0.5;

const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Arranges texts and logo inside the safe area of a picture. The texts are as large as fits, the first one largest, and
 * nothing overlaps.
 *
 * @returns `undefined` when there is nothing to draw.
 */
export async function layOutOverlay(
  request: OverlayRequest,
  drawing: Pick<Drawing, 'measure'>,
): Promise<Overlay | undefined> {
  const texts = await blockTexts(request, drawing);
  if (texts.length === 0 && !request.logo) return undefined;
  const area = textAreaOf(request.assetType);
  const arrangement = arrangementOf(request.assetType);
  const logo = request.logo && { picture: request.logo.picture, box: logoBox(request.logo, area) };
  const used = logo ? logo.box.height + LOGO.gap * area.height : 0;
  const width = area.width * WIDTH[arrangement];
  const free = { ...area, width, y: area.y + used, height: area.height - used };
  const blocks = texts.length === 0 ? [] : largestBlocks(texts, free, arrangement);
  return {
    ...placeBlocks(request.assetType, blocks, free, overlayColors(request.brand)),
    ...(logo && { logo }),
  };
}

async function blockTexts({ texts, brand }: OverlayRequest, drawing: Pick<Drawing, 'measure'>): Promise<BlockText[]> {
  const cleaned = texts
    .map((text, textIndex) => ({ text: cleanText(text), textIndex }))
    .filter(({ text }) => text !== '');
  const headline = typefaceOf(brand?.fonts.headline, 'impact');
  const body = typefaceOf(brand?.fonts.body ?? brand?.fonts.headline, 'sans');
  const measures = new Map<Typeface, MeasureLine>();
  for (const typeface of new Set([headline, body])) {
    const all = cleaned.map(({ text }) => text);
    if (all.length > 0) measures.set(typeface, remembering(await drawing.measure(all, typeface)));
  }
  return cleaned.flatMap(({ text, textIndex }, place) => {
    const typeface = place === 0 ? headline : body;
    const measure = measures.get(typeface);
    const isRightToLeft = RIGHT_TO_LEFT.test(text);
    return measure ? [{ text, textIndex, isHeadline: place === 0, typeface, measure, isRightToLeft }] : [];
  });
}

/** The same lines are measured for many sizes. */
function remembering(measure: MeasureLine): MeasureLine {
  const known = new Map<string, ReturnType<MeasureLine>>();
  return (line, isRightToLeft) => {
    const key = `${isRightToLeft}${line}`;
    const size = known.get(key) ?? measure(line, isRightToLeft);
    known.set(key, size);
    return size;
  };
}

/** In the upper right corner. */
function logoBox({ width, height }: PictureSize, area: Box): Box {
  const scale = Math.min((area.width * LOGO.width) / width, (area.height * LOGO.height) / height);
  const [boxWidth, boxHeight] = [width * scale, height * scale];
  return { x: area.x + area.width - boxWidth, y: area.y, width: boxWidth, height: boxHeight };
}

function largestBlocks(texts: readonly BlockText[], area: Box, arrangement: Arrangement): readonly Block[] {
  const { ofHeight, ofWidth, stack } = LARGEST[arrangement];
  const largest = Math.min(area.height * ofHeight, area.width * ofWidth);
  for (const breaksWords of [false, true]) {
    const smallest = breaksWords ? SMALLEST_PX : largest * WHOLE_WORDS_UNTIL;
    for (let sizePx = largest; sizePx >= smallest; sizePx *= STEP) {
      const blocks = setBlocks(texts, sizePx, area.width, breaksWords);
      if (blocks && stackHeight(blocks) <= area.height * stack) return blocks;
    }
  }
  throw new RangeError('the texts do not fit in the smallest size');
}

function setBlocks(
  texts: readonly BlockText[],
  sizePx: number,
  maxWidth: number,
  breaksWords: boolean,
): readonly Block[] | undefined {
  const blocks: Block[] = [];
  for (const text of texts) {
    const block = setBlock(text, text.isHeadline ? sizePx : sizePx * SECOND_SIZE, maxWidth, breaksWords);
    if (!block) return undefined;
    blocks.push(block);
  }
  return blocks;
}

const gapAfter = (blocks: readonly Block[]) => (blocks[0]?.sizePx ?? 0) * GAP;

const stackHeight = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { height }) => sum + height, 0) + gapAfter(blocks) * (blocks.length - 1);

function placeBlocks(assetType: AssetType, blocks: readonly Block[], area: Box, colors: OverlayColors): Overlay {
  const { width, height, isTransparent = false } = ASSET_FORMATS[assetType];
  const arrangement = arrangementOf(assetType);
  const room = area.height - stackHeight(blocks);
  const top = area.y + (arrangement === 'side' ? room / 2 : room);
  const isCentered = arrangement === 'bottom' || arrangement === 'edge';
  let y = top;
  const placed = blocks.map((block) => {
    const share = isCentered ? 0.5 : Number(block.source.isRightToLeft);
    const x = area.x + share * (area.width - block.width);
    const result = placeBlock(block, { x, y }, isCentered ? 'center' : 'start', colors);
    y += block.height + gapAfter(blocks);
    return result;
  });
  const isShaded = arrangement === 'corner' || arrangement === 'bottom';
  const hasShade = blocks.length > 0 && isShaded && !isTransparent;
  return {
    width,
    height,
    ...(hasShade && { shade: { top: Math.max(0, top - 0.14 * height), color: colors.outline, opacity: 0.8 } }),
    plates: placed.flatMap(({ plate }) => plate ?? []),
    lines: placed.flatMap(({ lines }) => lines),
  };
}
