import { type ESTree, parseSync, Visitor } from 'vite';

interface Range {
  readonly start: number;
  readonly end: number;
}

export interface ImportFact {
  /** As written; undefined when it is computed. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** `import './x.js'`: for its effect only. */
  readonly isBare: boolean;
}

/** What the rules want to know of one source file. */
export interface SourceFacts {
  readonly lineCount: number;
  /** Every kind: `import`, `import type`, re-export, `import()`, `import('…').Type`, `import x = require()`. */
  readonly imports: readonly ImportFact[];
  /** Lines of `export *`. */
  readonly starExports: readonly number[];
  readonly defaultExports: readonly number[];
  /** Lines of statements that run when the module is imported. */
  readonly effects: readonly number[];
  /** The source without comments, names of imported modules and what an entry re-exports from a list. */
  readonly code: string;
  readonly syntaxErrors: readonly string[];
}

/** Statements that only declare. Everything else at the top of a module does something. */
const declarations = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'TSExportAssignment',
  'VariableDeclaration',
  'FunctionDeclaration',
  'TSDeclareFunction',
  'ClassDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSImportEqualsDeclaration',
  'TSGlobalDeclaration',
  'TSModuleDeclaration',
  'EmptyStatement',
]);

/** Calling these while a module loads reaches out of the module. */
const outsideWorld = new Set([
  'addEventListener',
  'console',
  'customElements',
  'document',
  'fetch',
  'globalThis',
  'navigator',
  'process',
  'queueMicrotask',
  'setInterval',
  'setTimeout',
  'window',
]);

export function readSource(path: string, source: string): SourceFacts {
  const { program, comments, errors } = parseSync(path, source, { lang: 'ts' });
  const imports: ImportFact[] = [];
  const starExports: number[] = [];
  const defaultExports: number[] = [];
  const effects: number[] = [];
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  const ignored: Range[] = [...comments];
  const found = (node: Range, from: Range, isBare = false) => {
    imports.push({ specifier: literalText(from), line: lineOf(node.start), isBare });
    ignored.push(from);
  };

  // Functions run later: what is inside of them is no effect of the import.
  let depth = 0;
  const enter = () => {
    depth += 1;
  };
  const leave = () => {
    depth -= 1;
  };
  const atTop = (node: Range) => {
    if (depth === 0) effects.push(lineOf(node.start));
  };
  new Visitor({
    ImportDeclaration: (node) => {
      found(node, node.source, node.specifiers.length === 0 && node.importKind !== 'type');
    },
    ExportNamedDeclaration: (node) => {
      if (node.source) {
        found(node, node.source);
        // An entry passes on what a list offers by its name: a vendor's settings, for instance.
        if (/^\.\/vendors\/[a-z]+\.js$/.test(node.source.value)) ignored.push(node);
      }
      if (
        node.specifiers.some(
          ({ exported }) => exported.type !== 'Literal' && exported.name === 'default',
        )
      ) {
        defaultExports.push(lineOf(node.start));
      }
    },
    ExportAllDeclaration: (node) => {
      found(node, node.source);
      starExports.push(lineOf(node.start));
    },
    ExportDefaultDeclaration: (node) => {
      defaultExports.push(lineOf(node.start));
    },
    TSExportAssignment: (node) => {
      defaultExports.push(lineOf(node.start));
    },
    ImportExpression: (node) => {
      found(node, node.source);
    },
    TSImportType: (node) => {
      found(node, node.source);
    },
    TSImportEqualsDeclaration: (node) => {
      if (node.moduleReference.type === 'TSExternalModuleReference') {
        found(node, node.moduleReference.expression);
      }
    },
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression: (node) => {
      if (outsideWorld.has(rootName(node.callee) ?? '')) atTop(node);
    },
    StaticBlock: atTop,
    AwaitExpression: atTop,
  }).visit(program);

  for (const statement of program.body) {
    if (!declarations.has(statement.type)) effects.push(lineOf(statement.start));
  }
  return {
    lineCount: source.trimEnd().split('\n').length,
    imports,
    starExports,
    defaultExports,
    effects: [...new Set(effects)].sort((a, b) => a - b),
    code: blank(source, ignored),
    syntaxErrors: errors.map(({ message }) => message),
  };
}

function literalText(node: object): string | undefined {
  return 'value' in node && typeof node.value === 'string' ? node.value : undefined;
}

/** `a` of `a`, `a.b` and `a.b.c`. */
function rootName(node: ESTree.Expression | ESTree.Super): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? rootName(node.object) : undefined;
}

function blank(source: string, ranges: readonly Range[]): string {
  let code = source;
  for (const { start, end } of ranges) {
    const spaces = source.slice(start, end).replaceAll(/[^\n]/g, ' ');
    code = code.slice(0, start) + spaces + code.slice(end);
  }
  return code;
}
