// Finds every sentence template in the sources: first arguments of `translate` and of `UserError`, and values of
// `template`. Templates are string literals or constants of their file; others are reported, for they cannot be checked.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface FoundTemplates {
  /** Template -> where it stands first. */
  readonly templates: ReadonlyMap<string, string>;
  /** Places where a template is not a literal and is not handed on from another sentence. */
  readonly computed: readonly string[];
}

/** @param root of the checkout. @param folders below it, read with everything in them. */
export function findTemplates(root: string, folders: readonly string[]): FoundTemplates {
  const templates = new Map<string, string>();
  const computed: string[] = [];
  for (const file of folders.flatMap((folder) => sourceFiles(root, folder))) {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
    forEachTemplate(source, (expression) => {
      const where = `${file}:${source.getLineAndCharacterOfPosition(expression.getStart()).line + 1}`;
      for (const leaf of alternatives(expression)) {
        const text = literalOf(leaf, source);
        if (text === undefined) {
          if (!isHandedOn(leaf)) computed.push(where);
        } else if (!templates.has(text)) templates.set(text, where);
      }
    });
  }
  return { templates, computed };
}

function sourceFiles(root: string, folder: string): string[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).sort().map((name) => `${folder}/${name}`);
}

function forEachTemplate(node: ts.Node, found: (expression: ts.Expression) => void): void {
  if (ts.isCallExpression(node) && isTranslation(node.expression) && node.arguments.length > 0) found(node.arguments[0]);
  if (ts.isNewExpression(node) && node.expression.getText() === 'UserError' && node.arguments) found(node.arguments[0]);
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'template') found(node.initializer);
  ts.forEachChild(node, (child) => forEachTemplate(child, found));
}

function isTranslation(callee: ts.Expression): boolean {
  return /^(?:(?:this\.)?translate|vscode\.l10n\.t)$/.test(callee.getText());
}

/** Both branches of a choice between two templates. */
function alternatives(expression: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(expression)) return alternatives(expression.expression);
  if (!ts.isConditionalExpression(expression)) return [expression];
  return [...alternatives(expression.whenTrue), ...alternatives(expression.whenFalse)];
}

/** Text of a literal, or of a constant of the same file. */
function literalOf(expression: ts.Expression, source: ts.SourceFile): string | undefined {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  const constants = source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]);
  const constant = constants.find(({ name }) => name.getText() === expression.getText())?.initializer;
  return constant && ts.isStringLiteralLike(constant) ? constant.text : undefined;
}

/** A sentence that was made elsewhere, with its literal there. */
function isHandedOn(expression: ts.Expression): boolean {
  return /(?:^|\.)template$/.test(expression.getText());
}
