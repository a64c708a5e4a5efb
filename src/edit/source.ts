import { ts } from 'ts-morph';
import { forLastText } from './last-text.js';
import type {
  Binding,
  Block,
  Declared,
  Expression,
  ImportLine,
  ObjectEntry,
  Outline,
  Param,
  Reexport,
} from './outline.js';
import { addExports, bindingsOf, importLine } from './source-imports.js';
import { lineNumber } from './splice.js';

/** Reads a TypeScript source. Nothing is ever written through the parser: places are found here, text is spliced. */
export const readSource = (file: string, text: string): Outline => readOnce(`${file}\0${text}`);

const readOnce = forLastText((named) => {
  const end = named.indexOf('\0');
  return read(named.slice(0, end), named.slice(end + 1));
});

function read(file: string, text: string): Outline {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, scriptKind(file));
  const module = openBlock(source, 'module', null, plain);
  for (const statement of source.statements) addStatement(module, statement);
  const imports: Binding[] = [];
  const importLines: ImportLine[] = [];
  const exports = new Map<string, string>();
  const reexports: Reexport[] = [];
  for (const statement of source.statements) {
    imports.push(...bindingsOf(statement));
    addExports(statement, exports, reexports);
    const line = importLine(statement);
    if (line !== null) importLines.push(line);
  }
  return { file, text, module, imports, importLines, exports, reexports, problems: problemsOf(source) };
}

/** The modules that a text asks for, by imports, names passed on, `require()` and `import()`; without parsing it whole. */
export const requestsOf = (text: string): readonly string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

/** Whether an identifier of that name stands anywhere in a file outside of its imports. */
export function mentions(file: string, text: string, name: string): boolean {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, scriptKind(file));
  const visit = (node: ts.Node): boolean => {
    if (ts.isImportDeclaration(node)) return false;
    if (ts.isIdentifier(node) && node.text === name) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(source);
}

function scriptKind(file: string): ts.ScriptKind {
  if (file.endsWith('.tsx')) return ts.ScriptKind.TSX;
  return /\.[cm]?js$/.test(file) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

/** `parseDiagnostics` is where the parser leaves syntax errors; its public way asks for a whole program. */
function problemsOf(source: ts.SourceFile): readonly string[] {
  const found = Object.entries(source).find(([key]) => key === 'parseDiagnostics')?.[1];
  if (!Array.isArray(found)) return [];
  return found.map((diagnostic: ts.Diagnostic) => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
    return `line ${lineNumber(source.text, diagnostic.start ?? 0)}: ${message}`;
  });
}

interface Head {
  readonly name: string | null;
  readonly params: readonly Param[];
  readonly async: boolean;
  readonly base: Expression | null;
  readonly open: boolean;
}

const plain: Head = { name: null, params: [], async: false, base: null, open: true };

function openBlock(node: ts.Node, kind: Block['kind'], outer: Block | null, head: Head): Block {
  return { kind, ...head, outer, start: node.getStart(), end: node.end, statements: [] };
}

function addStatement(block: Block, node: ts.Statement): void {
  const blocks: Block[] = [];
  const read = (part: ts.Expression): Expression => readExpression(part, { block, blocks, name: null });
  const declares: Declared[] = [];
  const expressions: Expression[] = [];
  const base = { start: node.getStart(), end: endOf(node), block, declares, expressions, blocks };

  if (ts.isVariableStatement(node)) {
    for (const declaration of node.declarationList.declarations) {
      const name = ts.isIdentifier(declaration.name) ? declaration.name.text : null;
      const initial = declaration.initializer;
      const value = initial === undefined ? null : readExpression(initial, { block, blocks, name });
      if (value !== null) expressions.push(value);
      if (name !== null) declares.push({ name, value });
      else
        declares.push(...fieldsOf(declaration.name).map(({ key, local }) => ({ name: local, value, key })));
    }
    block.statements.push({ kind: 'variable', ...base });
  } else if (ts.isExpressionStatement(node)) {
    expressions.push(read(node.expression));
    block.statements.push({ kind: 'expression', ...base });
  } else if (ts.isReturnStatement(node)) {
    if (node.expression !== undefined) expressions.push(read(node.expression));
    block.statements.push({ kind: 'return', ...base });
  } else if (ts.isFunctionDeclaration(node)) {
    if (node.name !== undefined) declares.push({ name: node.name.text, value: null });
    addFunction(node, { block, blocks, name: node.name?.text ?? 'default' });
    block.statements.push({ kind: 'function', ...base });
  } else if (ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node)) {
    block.statements.push({ kind: 'import', ...base });
  } else if (ts.isClassDeclaration(node)) {
    const name = node.name?.text ?? 'default';
    declares.push({ name, value: null });
    addClass(node, { block, blocks, name });
    block.statements.push({ kind: 'class', ...base });
  } else if (ts.isExportAssignment(node)) {
    expressions.push(readExpression(node.expression, { block, blocks, name: 'default' }));
    block.statements.push({ kind: 'export', ...base });
  } else {
    readChildren(node, { block, blocks, name: null }, expressions);
    block.statements.push({ kind: 'other', ...base });
  }
}

/** In code without semicolons, one at the beginning of a line guards that line: it ends no statement above. */
function endOf(node: ts.Statement): number {
  const guard = /\s*\n\s*;$/.exec(node.getText())?.[0] ?? '';
  return node.end - guard.length;
}

/** Where expressions are being read: new blocks go to `blocks`, and a function may get its name from outside. */
interface Around {
  readonly block: Block;
  readonly blocks: Block[];
  readonly name: string | null;
}

/** Statements such as `if`, `try`, loops and classes: their blocks, and the expressions outside of them. */
function readChildren(node: ts.Node, around: Around, expressions: Expression[]): void {
  ts.forEachChild(node, (child) => {
    if (ts.isBlock(child) || ts.isCaseOrDefaultClause(child)) {
      const block = openBlock(child, 'block', around.block, plain);
      for (const statement of child.statements) addStatement(block, statement);
      around.blocks.push(block);
    } else if (ts.isFunctionLike(child)) {
      addFunction(child, around);
    } else if (ts.isExpression(child)) {
      expressions.push(readExpression(child, around));
    } else if (ts.isStatement(child)) {
      const block = openBlock(child, 'block', around.block, { ...plain, open: false });
      addStatement(block, child);
      around.blocks.push(block);
    } else if (!ts.isTypeNode(child)) {
      readChildren(child, around, expressions);
    }
  });
}

function paramsOf(node: ts.SignatureDeclaration, around: Around): readonly Param[] {
  return node.parameters.map((parameter) => ({
    name: ts.isIdentifier(parameter.name) ? parameter.name.text : null,
    fields: fieldsOf(parameter.name),
    isProperty: ts.isParameter(parameter) && ts.isParameterPropertyDeclaration(parameter, parameter.parent),
    value:
      parameter.initializer === undefined
        ? null
        : readExpression(parameter.initializer, { ...around, name: null }),
  }));
}

/** The names that a pattern of an object takes out, with their keys. */
function fieldsOf(name: ts.BindingName | ts.PropertyName): Param['fields'] {
  if (!ts.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((element) => {
    if (!ts.isIdentifier(element.name) || element.dotDotDotToken !== undefined) return [];
    return [{ key: (element.propertyName ?? element.name).getText(), local: element.name.text }];
  });
}

/** A class as a block: its properties are statements, its methods blocks of statements that hold nothing else. */
function addClass(node: ts.ClassLikeDeclaration, around: Around): void {
  const extended = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = extended?.types[0]?.expression;
  const block = openBlock(node, 'class', around.block, {
    ...plain,
    name: around.name,
    base: base === undefined ? null : readExpression(base, { ...around, name: null }),
    open: false,
  });
  for (const member of node.members) {
    const blocks: Block[] = [];
    const expressions: Expression[] = [];
    const declares: Declared[] = [];
    const inner = {
      block,
      blocks,
      name: ts.isConstructorDeclaration(member) ? 'constructor' : nameIn(member),
    };
    const base = { start: member.getStart(), end: member.end, block, declares, expressions, blocks };
    if (ts.isPropertyDeclaration(member)) {
      const value = member.initializer === undefined ? null : readExpression(member.initializer, inner);
      if (value !== null) expressions.push(value);
      if (inner.name !== null) declares.push({ name: `this.${inner.name}`, value });
      block.statements.push({ kind: 'property', ...base });
    } else if (ts.isFunctionLike(member)) {
      addFunction(member, inner);
      block.statements.push({ kind: 'function', ...base });
    } else {
      readChildren(member, { ...inner, name: null }, expressions);
      block.statements.push({ kind: 'other', ...base });
    }
  }
  around.blocks.push(block);
}

const nameIn = ({ name }: ts.ClassElement): string | null =>
  name !== undefined &&
  (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name))
    ? name.text
    : null;

function addFunction(node: ts.SignatureDeclaration, around: Around): Block | null {
  const params = paramsOf(node, around);
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const async = modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
  const body = 'body' in node ? node.body : undefined;
  if (body === undefined) return null;
  const head = { ...plain, name: around.name, params, async, open: ts.isBlock(body) };
  const block = openBlock(body, 'function', around.block, head);
  if (!ts.isBlock(body)) {
    const blocks: Block[] = [];
    const expressions = [readExpression(body, { block, blocks, name: null })];
    const [start, end] = [body.getStart(), body.end];
    block.statements.push({ kind: 'return', start, end, block, declares: [], expressions, blocks });
    around.blocks.push(block);
    return block;
  }
  for (const statement of body.statements) addStatement(block, statement);
  around.blocks.push(block);
  return block;
}

function readExpression(node: ts.Expression, around: Around): Expression {
  const [start, end] = [node.getStart(), node.end];
  const read = (part: ts.Expression): Expression => readExpression(part, { ...around, name: null });
  if (isWrapper(node)) return readExpression(node.expression, around);
  if (ts.isIdentifier(node)) return { kind: 'name', name: node.text, start, end };
  if (node.kind === ts.SyntaxKind.ThisKeyword) return { kind: 'name', name: 'this', start, end };
  if (node.kind === ts.SyntaxKind.ImportKeyword) return { kind: 'name', name: 'import', start, end };
  if (ts.isStringLiteralLike(node)) return { kind: 'string', value: node.text, start, end };
  if (ts.isAwaitExpression(node)) return { kind: 'await', value: read(node.expression), start, end };
  if (ts.isPropertyAccessExpression(node)) {
    return { kind: 'member', object: read(node.expression), name: node.name.text, start, end };
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const args = (node.arguments ?? []).map(read);
    return { kind: 'call', callee: read(node.expression), args, start, end };
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return { kind: 'assign', target: read(node.left), value: read(node.right), start, end };
  }
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return { kind: 'function', params: paramsOf(node, around), body: addFunction(node, around), start, end };
  }
  if (ts.isArrayLiteralExpression(node)) {
    return { kind: 'array', items: node.elements.map(read), start, end };
  }
  if (ts.isObjectLiteralExpression(node)) {
    const entries = node.properties.map((property) => readEntry(property, around));
    return { kind: 'object', entries, start, end };
  }
  if (ts.isClassExpression(node)) {
    addClass(node, around);
    return { kind: 'other', parts: [], start, end };
  }
  const parts: Expression[] = [];
  readChildren(node, { ...around, name: null }, parts);
  return { kind: 'other', parts, start, end };
}

function readEntry(node: ts.ObjectLiteralElementLike, around: Around): ObjectEntry {
  const [start, end] = [node.getStart(), node.end];
  const name = node.name;
  const fixed = name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name));
  const key = fixed ? name.text : null;
  if (ts.isPropertyAssignment(node)) {
    return { key, start, end, value: readExpression(node.initializer, { ...around, name: key }) };
  }
  if (ts.isShorthandPropertyAssignment(node)) {
    return { key, start, end, value: { kind: 'name', name: node.name.text, start, end } };
  }
  if (ts.isSpreadAssignment(node)) {
    return { key, start, end, value: readExpression(node.expression, { ...around, name: null }) };
  }
  if (ts.isMethodDeclaration(node)) addFunction(node, { ...around, name: key });
  return { key, start, end, value: null };
}

type Wrapper = ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression;

const isWrapper = (node: ts.Expression): node is Wrapper =>
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isNonNullExpression(node);
