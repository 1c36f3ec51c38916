import { Button } from './button.tsx';
import styles from './more-button.module.css';

export interface MoreButtonProps {
  readonly label: string;
  /** As far as an infinite query knows. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** Under a list that goes on: the next page, when somebody wants it. */
export function MoreButton({ label, query }: MoreButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <div className={styles['more']}>
      <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {label}
      </Button>
    </div>
  );
}
