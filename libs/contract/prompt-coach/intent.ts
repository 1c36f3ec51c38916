import * as z from 'zod/mini';

export const Readiness = z.enum(['not_ready', 'needs_confirmation', 'ready']);
export type Readiness = z.infer<typeof Readiness>;

export const DESCRIPTION_MAX = 600;
export const MAX_ELEMENTS = 12;
export const MAX_DISPLAY_TEXTS = 4;
export const DISPLAY_TEXT_MAX = 60;

/** A text that is drawn into the picture. */
export const DisplayText = z.object({ text: z.string(), spellingConfirmed: z.boolean() });
export type DisplayText = z.infer<typeof DisplayText>;

/** What the picture is to be, as agreed so far. Texts that nobody has given are empty. */
export const Intent = z.object({
  description: z.string(),
  subject: z.string(),
  action: z.string(),
  emotion: z.string(),
  elements: z.array(z.string()),
  composition: z.string(),
  style: z.string(),
  displayTexts: z.array(DisplayText),
  readiness: Readiness,
  /** 0 to 1, as the model says. */
  confidence: z.number(),
});
export type Intent = z.infer<typeof Intent>;

export const EMPTY_INTENT: Intent = {
  description: '',
  subject: '',
  action: '',
  emotion: '',
  elements: [],
  composition: '',
  style: '',
  displayTexts: [],
  readiness: 'not_ready',
  confidence: 0,
};

export const IssueCode = z.enum([
  'prompt_too_short',
  'prompt_too_long',
  'missing_element',
  'conflict',
  'emote_background',
  'emote_text',
  'thumbnail_low_contrast',
  'banner_orientation',
  'off_brand_color',
]);
export type IssueCode = z.infer<typeof IssueCode>;

/** `error` stops the generation, `warning` risks a poor picture, `info` suggests. */
export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

export const Issue = z.object({
  code: IssueCode,
  severity: Severity,
  message: z.string(),
  /** What the message is about, for pages in other languages: the words that clash, the missing element, a colour. */
  about: z.array(z.string()),
  /** The whole new description. */
  fix: z.optional(z.object({ label: z.string(), description: z.string() })),
});
export type Issue = z.infer<typeof Issue>;

export const Validation = z.object({
  /** 0 to 1. */
  quality: z.number(),
  generationReady: z.boolean(),
  issues: z.array(Issue),
});
export type Validation = z.infer<typeof Validation>;

export const Draft = z.object({
  /** Counted from 1. */
  version: z.int(),
  description: z.string(),
  /** The message that led to it; empty for an edit of the person's own. */
  refinementRequest: z.string(),
  /** For example `added: sparkles`. */
  changesMade: z.array(z.string()),
  /** For example `color:Teal`, `tone:cozy`, `font:Inter`. */
  brandElementsUsed: z.array(z.string()),
  validation: Validation,
  createdAt: z.string(),
});
export type Draft = z.infer<typeof Draft>;

/** What the prompt coach adds to `complete`. */
export const PromptComplete = z.object({
  intent: Intent,
  /** 0 before the first draft. */
  draftVersion: z.int(),
  readiness: Readiness,
  confidence: z.number(),
  validation: Validation,
});
export type PromptComplete = z.infer<typeof PromptComplete>;
