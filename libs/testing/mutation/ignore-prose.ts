/** A place in the syntax tree, as Babel has it. */
interface SyntaxPath {
  readonly node: SyntaxNode;
  readonly parent?: SyntaxNode | undefined;
}

interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly Quasi[];
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly SyntaxNode[];
}

interface Quasi {
  readonly value: { readonly raw: string };
}

/** Sentences are for persons, models and the log: a test of their wording would only repeat it. */
const isProse = (text: string): boolean => text.trim().split(/\s+/).length >= 3;

/** The reason of an error is for the log, however short it is. What clients see is its code. */
const isReason = ({ node, parent }: SyntaxPath): boolean =>
  parent?.type === 'NewExpression' &&
  (/^(Type)?Error$/.test(parent.callee?.name ?? '')
    ? parent.arguments?.[0] === node
    : parent.callee?.name === 'CoachError' && parent.arguments?.[1] === node);

/** A plugin of Stryker: texts of three or more words and the reasons of errors are left as they are. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'prose',
    value: {
      shouldIgnore(path: SyntaxPath): string | undefined {
        const { node } = path;
        if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined;
        const text =
          node.type === 'StringLiteral'
            ? String(node.value)
            : (node.quasis ?? []).map(({ value }) => value.raw).join(' … ');
        return isProse(text) || isReason(path) ? 'prose' : undefined;
      },
    },
  },
];
