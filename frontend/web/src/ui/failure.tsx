import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { useProblemText } from './use-problem-text.ts';

/** An error of a request, with a button to try again. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (
    <Notice tone="bad" isAlert actions={onRetry && <Button onClick={onRetry}>{t('app.tryAgain')}</Button>}>
      {problemText(error)}
    </Notice>
  );
}
