import { type HTMLAttributes, useId } from 'react';
import { Button } from './button.tsx';
import styles from './paged-list.module.css';

/** The next page of a list. */
export interface More {
  readonly label: string;
  /** The part of an infinite query that is used here. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

function MoreButton({ label, query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: More) {
  if (!hasNextPage) return null;
  return (
    <div className={styles['more']}>
      {/* Not disabled while a page comes: that would take the focus from it. */}
      <Button aria-busy={isFetchingNextPage} onClick={() => void (isFetchingNextPage || fetchNextPage())}>
        {label}
      </Button>
    </div>
  );
}

export type PagedListProps = Omit<HTMLAttributes<HTMLUListElement>, 'id' | 'tabIndex'> & {
  readonly more?: More | undefined;
};

/** A list that may have more pages. It takes the focus when a focused item is removed. */
export function PagedList({ more, ...list }: PagedListProps) {
  const id = useId();
  return (
    <div data-focus-home={id}>
      <ul {...list} id={id} tabIndex={-1} />
      {more && <MoreButton {...more} />}
    </div>
  );
}
