// One .d.ts for the whole package: the declarations that the public names need, and nothing that is imported.
// Declarations have names of their own across sdk/src, so putting them side by side is all there is to bundling.
import path from 'node:path';
import ts from 'typescript';

interface Declared {
  name: string;
  text: string;
}

export function declarations(folder: string): string {
  const emitted = emit(folder);
  const index = emitted.get('index') ?? [];
  const declared = [...emitted].flatMap(([, statements]) => statements.flatMap(declaredBy));
  const names = index.filter(ts.isExportDeclaration).flatMap((statement) => exported(statement, emitted));
  const kept = reachable(
    declared,
    names.map(({ name }) => name),
  );
  const list = (isType: boolean): string =>
    names
      .filter((entry) => entry.isType === isType)
      .map(({ name }) => name)
      .join(', ');
  return `${kept.map(({ text }) => text).join('\n')}\nexport { ${list(false)} };\nexport type { ${list(true)} };\n`;
}

type Emitted = Map<string, ts.Statement[]>;

/** Module name → statements of its declaration file. Throws with the compiler's words when the sources are wrong. */
function emit(folder: string): Emitted {
  const file = path.join(folder, 'tsconfig.json');
  const config = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
  const program = ts.createProgram(fileNames, {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    allowImportingTsExtensions: true,
  });
  const faults = ts.getPreEmitDiagnostics(program);
  if (faults.length > 0)
    throw new Error(
      ts.formatDiagnostics(faults, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => folder,
        getNewLine: () => '\n',
      }),
    );
  const emitted: Emitted = new Map();
  program.emit(undefined, (name, text) => {
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    emitted.set(path.basename(name, '.d.ts'), [...source.statements]);
  });
  return emitted;
}

function declaredBy(statement: ts.Statement): Declared[] {
  const isNamed =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement);
  if (!isNamed || !statement.name) return [];
  const text = statement.getFullText().trim();
  const needsDeclare = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return [
    { name: statement.name.text, text: text.replace(/^export (declare )?/m, needsDeclare ? '' : 'declare ') },
  ];
}

/** Names of `export { a } from`, `export type { b } from` and `export type * from`. */
function exported(statement: ts.ExportDeclaration, emitted: Emitted): { name: string; isType: boolean }[] {
  const { exportClause, isTypeOnly } = statement;
  if (exportClause && ts.isNamedExports(exportClause))
    return exportClause.elements.map(({ name }) => ({ name: name.text, isType: isTypeOnly }));
  const from = statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier);
  const module = from ? path.basename(statement.moduleSpecifier.text, '.ts') : '';
  return (emitted.get(module) ?? []).flatMap(declaredBy).map(({ name }) => ({ name, isType: true }));
}

function reachable(all: readonly Declared[], names: readonly string[]): Declared[] {
  const wanted = new Set(names);
  for (let before = -1; before !== wanted.size;) {
    before = wanted.size;
    for (const { name, text } of all)
      if (wanted.has(name)) for (const word of text.match(/\b[A-Za-z_]\w*\b/g) ?? []) wanted.add(word);
  }
  return all.filter(({ name }) => wanted.has(name));
}
