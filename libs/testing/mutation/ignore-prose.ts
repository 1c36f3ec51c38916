/** A place in the syntax tree, as Babel has it. */
interface SyntaxPath {
  readonly node: { readonly type: string; readonly value?: unknown; readonly quasis?: readonly Quasi[] };
}

interface Quasi {
  readonly value: { readonly raw: string };
}

/** Sentences are for persons, models and the log: a test of their wording would only repeat it. */
const isProse = (text: string): boolean => text.trim().split(/\s+/).length >= 3;

/** A plugin of Stryker: texts of three or more words are left as they are. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'prose',
    value: {
      shouldIgnore({ node }: SyntaxPath): string | undefined {
        const text =
          node.type === 'StringLiteral'
            ? String(node.value)
            : node.type === 'TemplateLiteral'
              ? (node.quasis ?? []).map(({ value }) => value.raw).join(' … ')
              : '';
        return isProse(text) ? 'prose' : undefined;
      },
    },
  },
];
