import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { reloadPage, reloadPageOnce } from './reload-page.ts';

/** Code of the app could not be loaded: there is no network, or a deployment has removed its file. */
class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
}

interface BoundaryProps {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Shows something else in place of code that could not be loaded. Passes on every other error. */
class LoadBoundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error }: { readonly error: unknown } = this.state;
    if (error === undefined) return this.props.children;
    if (error instanceof NotLoaded) return this.props.fallback;
    throw error;
  }
}

export interface FailedProps {
  readonly onRetry: () => void;
}

/**
 * Reloads the page as soon as the device is online. Requesting the code again would not help: a browser keeps the
 * failure of a module until the page is left. After a deployment the reload brings the app that has the code.
 */
function Failure({ look: Look }: { readonly look: ComponentType<FailedProps> }) {
  useEffect(() => {
    const onOnline = () => void reloadPageOnce();
    onOnline();
    window.addEventListener('online', onOnline);
    return () => window.removeEventListener('online', onOnline);
  }, []);
  return <Look onRetry={() => void reloadPage()} />;
}

export interface PartLooks {
  /** Shown while the code is loaded. */
  readonly Waiting?: ComponentType;
  /** Shown when the code could not be loaded. */
  readonly Failed: ComponentType<FailedProps>;
}

/** A part of the app whose code is loaded when it is first shown. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { Waiting, Failed }: PartLooks,
): ComponentType<Props> {
  const Code = lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      throw new NotLoaded('a part of the app was not loaded', { cause: error });
    }
  }) as unknown as ComponentType<Props>;
  return (props) => (
    <LoadBoundary fallback={<Failure look={Failed} />}>
      <Suspense fallback={Waiting && <Waiting />}>
        <Code {...props} />
      </Suspense>
    </LoadBoundary>
  );
}
