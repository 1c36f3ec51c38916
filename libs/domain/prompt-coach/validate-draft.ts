import type { Issue, Severity, Validation } from '#contract/prompt-coach/intent';
import { offBrandColorsOf } from './brand-colors.ts';
import { lengthsOf, missingElementsOf } from './element-checks.ts';
import { type DraftToValidate, type Finding, readDraft } from './finding.ts';
import { conflictsOf, unsuitableWordsOf } from './word-checks.ts';

const CHECKS = [lengthsOf, missingElementsOf, conflictsOf, unsuitableWordsOf, offBrandColorsOf];
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];
const MAX_WARNINGS = 2;

const findingsOf = (draft: DraftToValidate): readonly Finding[] => {
  const read = readDraft(draft);
  return CHECKS.flatMap((check) => check(read));
};

interface Score {
  readonly errors: number;
  readonly warnings: number;
}

function scoreOf(findings: readonly Finding[]): Score {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}

/** 0 to 1. In tenths, so that no rounding error gets into the result. */
const qualityOf = ({ errors, warnings }: Score): number => Math.max(0, 10 - 3 * errors - warnings) / 10;

/** The first remedy that solves the issue and makes nothing worse. */
function issueOf(finding: Finding, draft: DraftToValidate, before: Score): Issue {
  const { code, severity, message, about } = finding;
  for (const remedy of finding.remedies()) {
    const left = findingsOf({ ...draft, description: remedy.description });
    const after = scoreOf(left);
    const isSolved = !left.some(({ key }) => key === finding.key);
    if (!isSolved || after.errors > before.errors || qualityOf(after) < qualityOf(before)) continue;
    const fix = { label: remedy.label, description: remedy.description };
    return { code, severity, message, about: [...(remedy.about ?? about)], fix };
  }
  return { code, severity, message, about: [...about] };
}

/**
 * Checks a draft by rules, without a model. Pure and stateless, in time linear in the texts.
 *
 * Errors come first, then warnings, then hints. A `fix` holds a whole new description for which the same call no longer
 * reports the issue, and for which the quality is not lower. An issue that only style, elements or display texts cause
 * has none, because a fix changes the description alone.
 */
export function validateDraft(draft: DraftToValidate): Validation {
  const findings = findingsOf(draft);
  const score = scoreOf(findings);
  const ordered = ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return {
    quality: qualityOf(score),
    generationReady: score.errors === 0 && score.warnings <= MAX_WARNINGS,
    issues: ordered.map((finding) => issueOf(finding, draft, score)),
  };
}
