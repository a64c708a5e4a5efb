import { ts } from 'ts-morph';
import type { Binding, ImportLine, Reexport } from './outline.js';

/** An import declaration with the places of its names; null for any other statement. */
export function importLine(statement: ts.Statement): ImportLine | null {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return null;
  const clause = statement.importClause;
  const named = clause?.namedBindings;
  const elements = named !== undefined && ts.isNamedImports(named) ? named.elements : [];
  return {
    start: statement.getStart(),
    end: statement.end,
    from: statement.moduleSpecifier.text,
    quote: statement.moduleSpecifier.getText().slice(0, 1),
    onlyNames: elements.length > 0 && clause?.name === undefined,
    names: elements.map((element) => ({
      name: (element.propertyName ?? element.name).text,
      local: element.name.text,
      start: element.getStart(),
      end: element.end,
    })),
  };
}

/** The names that an import or a top-level `require` brings into a file. */
export function bindingsOf(statement: ts.Statement): readonly Binding[] {
  if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
    const from = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause === undefined) return [];
    const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
    const bindings: Binding[] = [];
    if (clause.name !== undefined)
      bindings.push({ local: clause.name.text, imported: 'default', from, typeOnly });
    const named = clause.namedBindings;
    if (named !== undefined && ts.isNamespaceImport(named)) {
      bindings.push({ local: named.name.text, imported: '*', from, typeOnly });
    } else if (named !== undefined) {
      for (const element of named.elements) {
        const imported = (element.propertyName ?? element.name).text;
        bindings.push({ local: element.name.text, imported, from, typeOnly: typeOnly || element.isTypeOnly });
      }
    }
    return bindings;
  }
  if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
    const from = statement.moduleReference.expression;
    if (!ts.isStringLiteralLike(from)) return [];
    return [{ local: statement.name.text, imported: '*', from: from.text, typeOnly: statement.isTypeOnly }];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(requiredBindings);
}

/** `const x = require('m')`, `const { a: b } = require('m')` and `const x = require('m').default`. */
function requiredBindings(declaration: ts.VariableDeclaration): readonly Binding[] {
  let value = declaration.initializer;
  let imported = '*';
  if (value !== undefined && ts.isPropertyAccessExpression(value)) {
    imported = value.name.text;
    value = value.expression;
  }
  if (value === undefined || !ts.isCallExpression(value) || value.expression.getText() !== 'require')
    return [];
  const [argument] = value.arguments;
  if (argument === undefined || !ts.isStringLiteralLike(argument)) return [];
  const from = argument.text;
  if (ts.isIdentifier(declaration.name)) {
    return [{ local: declaration.name.text, imported, from, typeOnly: false }];
  }
  if (!ts.isObjectBindingPattern(declaration.name)) return [];
  return declaration.name.elements.flatMap((element) =>
    ts.isIdentifier(element.name)
      ? [
          {
            local: element.name.text,
            imported: (element.propertyName ?? element.name).getText(),
            from,
            typeOnly: false,
          },
        ]
      : [],
  );
}

/** Adds what a statement exports to the local names and to the names that are passed on. */
export function addExports(
  statement: ts.Statement,
  exports: Map<string, string>,
  reexports: Reexport[],
): void {
  if (ts.isExportAssignment(statement)) {
    exports.set('default', ts.isIdentifier(statement.expression) ? statement.expression.text : 'default');
  } else if (ts.isExportDeclaration(statement)) {
    const specifier = statement.moduleSpecifier;
    const from = specifier !== undefined && ts.isStringLiteral(specifier) ? specifier.text : null;
    const clause = statement.exportClause;
    if (clause === undefined && from !== null) reexports.push({ from, name: null, as: null });
    if (clause === undefined || !ts.isNamedExports(clause)) return;
    for (const element of clause.elements) {
      const name = (element.propertyName ?? element.name).text;
      if (from === null) exports.set(element.name.text, name);
      else reexports.push({ from, name, as: element.name.text });
    }
  } else if (ts.isExpressionStatement(statement)) {
    addCommonExports(statement.expression, exports);
  } else if (ts.canHaveModifiers(statement)) {
    const modifiers = (ts.getModifiers(statement) ?? []).map((modifier) => modifier.kind);
    if (!modifiers.includes(ts.SyntaxKind.ExportKeyword)) return;
    const isDefault = modifiers.includes(ts.SyntaxKind.DefaultKeyword);
    for (const name of declaredNames(statement)) exports.set(isDefault ? 'default' : name, name);
  }
}

/** `module.exports = app`, `module.exports = { app }` and `exports.app = app`. */
function addCommonExports(node: ts.Expression, exports: Map<string, string>): void {
  if (!ts.isBinaryExpression(node) || !ts.isPropertyAccessExpression(node.left)) return;
  const { left, right } = node;
  const owner = left.expression.getText();
  if (owner === 'exports' || owner === 'module.exports') {
    exports.set(left.name.text, ts.isIdentifier(right) ? right.text : left.name.text);
  } else if (owner === 'module' && left.name.text === 'exports') {
    exports.set('default', ts.isIdentifier(right) ? right.text : 'default');
    if (!ts.isObjectLiteralExpression(right)) return;
    for (const entry of right.properties) {
      if (ts.isShorthandPropertyAssignment(entry)) exports.set(entry.name.text, entry.name.text);
    }
  }
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((item) =>
      ts.isIdentifier(item.name) ? [item.name.text] : [],
    );
  }
  if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? 'default'];
  return ts.isClassDeclaration(statement) ? [statement.name?.text ?? 'default'] : [];
}
