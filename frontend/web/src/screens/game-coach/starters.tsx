import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import styles from './starters.module.css';

const STARTERS = ['recent', 'rank', 'practise'] as const;

/** Starter questions, each sent at a press. */
export function Starters({ onAsk }: { readonly onAsk: (question: string) => void }) {
  const { t } = useTranslation();
  return (
    <ul className={styles['starters']}>
      {STARTERS.map((name) => {
        const question = t(`game.home.starters.${name}`);
        return (
          <li key={name}>
            <Button onClick={() => onAsk(question)}>{question}</Button>
          </li>
        );
      })}
    </ul>
  );
}
