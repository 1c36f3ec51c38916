import { Component, type ReactNode } from 'react';

interface Props {
  readonly fallback: ReactNode;
  /** An error of one place does not follow the person to another. */
  readonly place?: string;
  readonly children: ReactNode;
}

/** Limits an error to one page. React has error boundaries as classes only. */
export class ErrorBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidUpdate({ place }: Props): void {
    if (this.state.isBroken && place !== this.props.place) this.setState({ isBroken: false });
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.fallback : this.props.children;
  }
}
