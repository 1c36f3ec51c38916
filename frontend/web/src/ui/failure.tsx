import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { useProblemText } from './use-problem-text.ts';

/** Something could not be had; perhaps it can be now. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (
    <Notice tone="bad" isAlert actions={onRetry && <Button onClick={onRetry}>{t('app.tryAgain')}</Button>}>
      {problemText(error)}
    </Notice>
  );
}
