import ts from 'typescript';

export interface Literal {
  /** 1-based. */
  readonly line: number;
  /** What stands between the quotes; `{}` for each inserted value. */
  readonly text: string;
}

/** What a file says to people in its own words. */
export interface Sayings {
  /** Sentences and words that no `l10n.t` translates. */
  readonly untranslated: readonly Literal[];
  /** Calls of `l10n.t` that are made while the file is loaded. */
  readonly early: readonly Literal[];
}

export function sayingsIn(source: string): Sayings {
  const file = ts.createSourceFile('said.ts', source, ts.ScriptTarget.Latest, true);
  const untranslated: Literal[] = [];
  const early: Literal[] = [];
  const add = (to: Literal[], node: ts.Node, text: string) => {
    to.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
  };
  const visit = (node: ts.Node, isLater: boolean) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (isTranslation(node)) {
      if (!isLater) add(early, node, node.arguments[0]?.getText() ?? '');
      // What is inserted may have words of its own.
      for (const argument of node.arguments.slice(1)) visit(argument, isLater);
      return;
    }
    const text = textOf(node);
    if (text !== undefined && isForPeople(text) && !isCompared(node)) add(untranslated, node, text);
    ts.forEachChild(node, (child) => {
      visit(child, isLater || ts.isFunctionLike(node) || isInstanceField(node));
    });
  };
  visit(file, false);
  return { untranslated, early };
}

function isTranslation(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.getText() === 'l10n.t';
}

/** It is a sign that programs tell things apart by. */
function isCompared({ parent }: ts.Node): boolean {
  if (ts.isCaseClause(parent)) return true;
  return ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText());
}

/** It is evaluated when an object is made. */
function isInstanceField(node: ts.Node): boolean {
  return (
    ts.isPropertyDeclaration(node) &&
    !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  );
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

/** Two words side by side, a word beside a value, or one that begins with a capital letter. */
function isForPeople(text: string): boolean {
  if (/^\s*</.test(text)) return />[^<]*[A-Za-z]{2,} [a-z]{2,}[^<]*</.test(text);
  return (
    /[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}/.test(text) ||
    /(\{\}|\d|%),? [a-z]{2,}/.test(text) ||
    /^[A-Z][a-z]+\b/.test(text)
  );
}
