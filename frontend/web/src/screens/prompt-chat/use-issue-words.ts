import { useTranslation } from 'react-i18next';
import type { Issue } from '#contract/prompt-coach/intent';
import { enPrompt } from '../../i18n/en-prompt.ts';
import { useFormat } from '../../ui/use-format.ts';

type Element = keyof typeof enPrompt.elements;
type FixCode = keyof typeof enPrompt.fixes;

const isElement = (name: string | undefined): name is Element =>
  name !== undefined && Object.hasOwn(enPrompt.elements, name);
const isFix = (name: string | undefined): name is FixCode => name !== undefined && Object.hasOwn(enPrompt.fixes, name);

/** The element that a `missing_element` issue is about. */
export const missingOf = ({ code, about: [name] }: Issue): Element | undefined =>
  code === 'missing_element' && isElement(name) ? name : undefined;

/** The words of an issue, and of its fix, in the person's language. */
export function useIssueWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const quoted = (word = '') => t('prompt.quoted', { word });
  return {
    textOf(issue: Issue): string {
      const [first, name = ''] = issue.about;
      const element = missingOf(issue);
      return t(`prompt.issues.${issue.code}`, {
        element: element ? t(`prompt.elements.${element}`) : '',
        words: format.list(issue.about.map(quoted)),
        color: quoted(first),
        name,
      });
    },
    fixOf({ code, about }: Issue): string {
      const [first, name = ''] = about;
      const named = isFix(first) ? first : isFix(code) ? code : 'other';
      return t(`prompt.fixes.${named}`, { word: quoted(first), name });
    },
  };
}
