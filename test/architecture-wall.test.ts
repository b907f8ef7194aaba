import { describe, expect, it } from 'vitest';
import { soundTree } from './architecture/sound-tree.js';
import { findViolations } from './architecture/violations.js';

/** What the wall says when `source` is put at `path` of the sound tree. */
function planted(path: string, source: string): readonly string[] {
  return findViolations({ ...soundTree, [path]: source });
}

describe('the architecture wall', () => {
  it('lets a sound tree through', () => {
    expect(findViolations(soundTree)).toEqual([]);
  });

  const forms: readonly (readonly [string, string])[] = [
    ['import', "import { broke } from '../broker/broke.js';\nexport const x = broke;\n"],
    [
      'import type',
      "import type { broke } from '../broker/broke.js';\nexport type X = typeof broke;\n",
    ],
    [
      'inline type import',
      "import { type broke } from '../broker/broke.js';\nexport type X = typeof broke;\n",
    ],
    ['re-export', "export { broke } from '../broker/broke.js';\n"],
    ['type re-export', "export type { broke } from '../broker/broke.js';\n"],
    ['dynamic import', "export const x = () => import('../broker/broke.js');\n"],
    ['import() type', "export type X = import('../broker/broke.js').X;\n"],
    ['typeof import()', "export type X = typeof import('../broker/broke.js');\n"],
  ];
  for (const [form, source] of forms) {
    it(`sees a forbidden ${form}`, () => {
      expect(planted('src/client/extra.ts', source)).toEqual([
        'src/client/extra.ts:1 imports src/broker/broke.ts: the layer client may not see the layer broker.',
      ]);
    });
  }

  it('sees a forbidden import = require()', () => {
    expect(
      planted('src/client/extra.ts', "import x = require('../broker/broke.js');\nexport { x };\n"),
    ).toEqual([
      'src/client/extra.ts:1 imports src/broker/broke.ts: the layer client may not see the layer broker.',
    ]);
  });

  const forbidden: readonly (readonly [string, string, string, string])[] = [
    [
      'core sees a layer',
      'src/core/x.ts',
      '../client/connect.js',
      'the layer core may not see the layer client',
    ],
    [
      'client sees element',
      'src/client/x.ts',
      '../element/tag.js',
      'the layer client may not see the layer element',
    ],
    [
      'element sees broker',
      'src/element/x.ts',
      '../broker/broke.js',
      'the layer element may not see the layer broker',
    ],
    [
      'broker sees emulator',
      'src/broker/x.ts',
      '../emulator/world.js',
      'the layer broker may not see the layer emulator',
    ],
    [
      'emulator sees client',
      'src/emulator/x.ts',
      '../client/connect.js',
      'the layer emulator may not see the layer client',
    ],
    [
      'playwright sees emulator',
      'src/playwright/x.ts',
      '../emulator/world.js',
      'the layer playwright may not see the layer emulator',
    ],
    [
      'a layer sees a vendor',
      'src/client/x.ts',
      '../vendors/armcloud/client/dialect.js',
      'the layer client may not see the client part of the vendor armcloud',
    ],
    [
      'core sees a vendor',
      'src/core/x.ts',
      '../vendors/armcloud/wire/seal.js',
      'the layer core may not see the wire part of the vendor armcloud',
    ],
    [
      'a layer sees a list',
      'src/broker/x.ts',
      '../vendors/brokers.js',
      'the layer broker may not see the list of brokers',
    ],
    [
      'a layer sees an entry',
      'src/element/x.ts',
      '../index.js',
      'the layer element may not see the entry index',
    ],
    [
      'a vendor sees a layer',
      'src/vendors/armcloud/client/x.ts',
      '../../../client/connect.js',
      'the client part of the vendor armcloud may not see the layer client',
    ],
    [
      'a vendor sees another vendor',
      'src/vendors/armcloud/client/x.ts',
      '../../koophone/wire/frame.js',
      'the client part of the vendor armcloud may not see the wire part of the vendor koophone',
    ],
    [
      'a vendor sees a list',
      'src/vendors/armcloud/client/x.ts',
      '../../clients.js',
      'the client part of the vendor armcloud may not see the list of clients',
    ],
    [
      'two parts of a vendor meet',
      'src/vendors/armcloud/client/x.ts',
      '../broker/tickets.js',
      'the client part of the vendor armcloud may not see the broker part of the vendor armcloud',
    ],
    [
      'a wire sees a client part',
      'src/vendors/armcloud/wire/x.ts',
      '../client/dialect.js',
      'the wire part of the vendor armcloud may not see the client part of the vendor armcloud',
    ],
  ];
  for (const [title, path, specifier, sentence] of forbidden) {
    it(`stands when ${title}`, () => {
      const [violation, ...others] = planted(
        path,
        `import type { X } from '${specifier}';\nexport type Y = X;\n`,
      );
      expect(others.filter((other) => !other.startsWith('Import cycle'))).toEqual([]);
      expect(violation).toContain(`${path}:1 imports src/`);
      expect(violation).toContain(`: ${sentence}.`);
    });
  }

  const replaced: readonly (readonly [string, string, string, string])[] = [
    [
      'a list names a part of another kind',
      'src/vendors/clients.ts',
      './armcloud/broker/tickets.js',
      'the list of clients may not see the broker part of the vendor armcloud',
    ],
    [
      'a list sees a layer',
      'src/vendors/brokers.ts',
      '../broker/broke.js',
      'the list of brokers may not see the layer broker',
    ],
    [
      'an entry sees a vendor',
      'src/broker.ts',
      './vendors/armcloud/broker/tickets.js',
      'the entry broker may not see the broker part of the vendor armcloud',
    ],
    [
      'an entry sees the list of another side',
      'src/broker.ts',
      './vendors/clients.js',
      'the entry broker may not see the list of clients',
    ],
    [
      'an entry sees the layer of another side',
      'src/emulator.ts',
      './client/connect.js',
      'the entry emulator may not see the layer client',
    ],
    [
      'an entry sees another entry',
      'src/broker.ts',
      './index.js',
      'the entry broker may not see the entry index',
    ],
  ];
  for (const [title, path, specifier, sentence] of replaced) {
    it(`stands when ${title}`, () => {
      const found = planted(path, `export const x = () => import('${specifier}');\n`);
      expect(found.some((text) => text.startsWith(`${path}:1 `) && text.includes(sentence))).toBe(
        true,
      );
    });
  }

  const packages: readonly (readonly [string, string, string, string])[] = [
    [
      'a Node module outside of a node folder',
      'src/broker/x.ts',
      'node:http',
      "Node's modules stay below a folder named node",
    ],
    [
      'a Node module in an entry',
      'src/cli.ts',
      'node:process',
      "Node's modules stay below a folder named node",
    ],
    ['a Node module without its prefix', 'src/emulator/node/x.ts', 'fs', 'write node:fs'],
    [
      'a package that nobody may import',
      'src/client/x.ts',
      'lodash',
      'the package lodash, which has no door',
    ],
    [
      'a scoped package that nobody may import',
      'src/client/x.ts',
      '@scope/name/deep.js',
      'the package @scope/name, which has no door',
    ],
    [
      'simple-peer beside its door',
      'src/client/x.ts',
      'simple-peer',
      'its only door is src/client/peer.ts',
    ],
    [
      'eventemitter3 beside its door',
      'src/core/x.ts',
      'eventemitter3',
      'its only door is src/client/emitter.ts',
    ],
    [
      '@noble/ciphers beside its door',
      'src/broker/x.ts',
      '@noble/ciphers/aes.js',
      'its only door is src/vendors/armcloud/',
    ],
    [
      'ws beside its door',
      'src/broker/node/x.ts',
      'ws',
      'its only door is src/emulator/node/ or src/broker/node/relay/',
    ],
    [
      '@roamhq/wrtc beside its door',
      'src/client/x.ts',
      '@roamhq/wrtc',
      'its only door is src/emulator/node/',
    ],
    [
      '@napi-rs/canvas beside its door',
      'src/emulator/x.ts',
      '@napi-rs/canvas',
      'its only door is src/emulator/node/',
    ],
  ];
  for (const [title, path, specifier, sentence] of packages) {
    it(`stands when a file imports ${title}`, () => {
      const found = planted(path, `import type { X } from '${specifier}';\nexport type Y = X;\n`);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(`${path}:1 imports `);
      expect(found[0]).toContain(sentence);
    });
  }

  it('keeps neutral code away from a node folder, also in the same layer', () => {
    expect(planted('src/broker/x.ts', "export { listen } from './node/listen.js';\n")).toEqual([
      'src/broker/x.ts:1 imports src/broker/node/listen.ts: only folders named node, and the entries for Node, may see one.',
    ]);
    expect(planted('src/broker.ts', "export { listen } from './broker/node/listen.js';\n")).toEqual(
      [
        'src/broker.ts:1 imports src/broker/node/listen.ts: only folders named node, and the entries for Node, may see one.',
      ],
    );
  });

  it('keeps the lists that browsers load away from node folders, and all lists from Node itself', () => {
    const node = "export { x } from './armcloud/client/node/x.js';\n";
    const files = { 'src/vendors/armcloud/client/node/x.ts': 'export const x = 1;\n' };
    expect(findViolations({ ...soundTree, ...files, 'src/vendors/clients.ts': node })).toEqual([
      'src/vendors/clients.ts:1 imports src/vendors/armcloud/client/node/x.ts: only folders named node, and the entries for Node, may see one.',
    ]);
    expect(planted('src/vendors/emulators.ts', "export { env } from 'node:process';\n")).toEqual([
      "src/vendors/emulators.ts:1 imports node:process: Node's modules stay below a folder named node.",
    ]);
  });

  it('counts lines', () => {
    expect(planted('src/core/x.ts', 'export const x = 1;\n'.repeat(400))).toEqual([]);
    expect(planted('src/core/x.ts', 'export const x = 1;\n'.repeat(401))).toEqual([
      'src/core/x.ts has 401 lines, 400 are allowed: split it.',
    ]);
  });

  it('wants exports to be named', () => {
    expect(planted('src/core/x.ts', "export * from './errors.js';\n")).toEqual([
      'src/core/x.ts:1 uses export *: name what is exported.',
    ]);
    expect(planted('src/core/x.ts', "export * as errors from './errors.js';\n")).toEqual([
      'src/core/x.ts:1 uses export *: name what is exported.',
    ]);
    for (const source of ['export default 1;', 'const x = 1;\nexport { x as default };']) {
      expect(planted('src/core/x.ts', source)).toEqual([
        expect.stringMatching(/^src\/core\/x\.ts:[12] has a default export: name it\.$/),
      ]);
    }
  });

  it('finds import cycles, types included', () => {
    const files = {
      ...soundTree,
      'src/core/a.ts': "import type { B } from './b.js';\nexport type A = B;\n",
      'src/core/b.ts': "import type { C } from './c.js';\nexport type B = C;\n",
      'src/core/c.ts': "import type { A } from './a.js';\nexport type C = A;\n",
    };
    expect(findViolations(files)).toEqual([
      'Import cycle: src/core/a.ts → src/core/b.ts → src/core/c.ts → src/core/a.ts.',
    ]);
    expect(planted('src/core/own.ts', "export type { X } from './own.js';\n")).toEqual([
      'Import cycle: src/core/own.ts → src/core/own.ts.',
    ]);
  });

  const effects: readonly (readonly [string, string])[] = [
    ['a call', 'start();\nexport function start(): void {}\n'],
    ['a loop', 'for (const x of [1]) x.toFixed();\nexport {};\n'],
    ['an await', 'export const x = await 1;\n'],
    ['a call to the outside in a variable', 'export const x = document.body.append();\n'],
    ['a static block', 'export class X { static { X.name; } }\n'],
    ['an import for its effect', "import './errors.js';\n"],
  ];
  for (const [title, source] of effects) {
    it(`stands when importing does something: ${title}`, () => {
      expect(planted('src/core/x.ts', source)).toEqual([
        expect.stringMatching(
          /^src\/core\/x\.ts:1 (does something when it is imported|imports a module for its effect)\.$/,
        ),
      ]);
    });
  }

  it('lets only the element and the command line do something when they are imported', () => {
    expect(
      planted(
        'src/cli.ts',
        "import { emulate } from './emulator/node/emulate.js';\nemulate({ name: '' });\n",
      ),
    ).toEqual([]);
    expect(
      planted('src/broker.ts', "import { broke } from './broker/broke.js';\nbroke();\n"),
    ).toEqual(['src/broker.ts:2 does something when it is imported.']);
  });

  it('wants vendors to be named by their folders and the lists only', () => {
    expect(planted('src/client/x.ts', '// ArmCloud does it so\nexport const x = 1;\n')).toEqual([]);
    expect(planted('src/client/x.ts', "export const x = 'ArmCloud';\n")).toEqual([
      'src/client/x.ts:1 names the vendor ArmCloud: only its own folder and the lists do.',
    ]);
    expect(planted('src/core/x.ts', '\nexport const koophoneRate = 1;\n')).toEqual([
      'src/core/x.ts:2 names the vendor koophone: only its own folder and the lists do.',
    ]);
  });

  it('lets an entry pass on by name what its list offers', () => {
    const passedOn = "export type { ArmcloudSettings } from './vendors/brokers.js';\n";
    expect(planted('src/broker.ts', passedOn)).toEqual([]);
    expect(planted('src/broker.ts', `${passedOn}export type Armcloud = 1;\n`)).toEqual([
      'src/broker.ts:2 names the vendor Armcloud: only its own folder and the lists do.',
    ]);
  });

  it('knows a new vendor by its folder', () => {
    const files = {
      ...soundTree,
      'src/vendors/newcloud/wire/frame.ts': 'export const frame = 1;\n',
      'src/client/x.ts': 'export const newcloud = 1;\n',
    };
    expect(findViolations(files)).toEqual([
      'src/client/x.ts:1 names the vendor newcloud: only its own folder and the lists do.',
    ]);
  });

  it('has a place for every file and a file for every import', () => {
    for (const path of [
      'src/helpers/x.ts',
      'src/main.ts',
      'src/vendors/x.ts',
      'src/vendors/armcloud/x.ts',
    ]) {
      expect(planted(path, 'export const x = 1;\n')).toEqual([
        `${path} has no place in the layout: see test/architecture/layout.ts.`,
      ]);
    }
    expect(planted('src/core/TouchMap.ts', 'export const x = 1;\n')).toEqual([
      'src/core/TouchMap.ts is not kebab-case.ts.',
    ]);
    for (const specifier of ['./errors', './errors.ts', './missing.js', '../../demo/main.js']) {
      expect(planted('src/core/x.ts', `export { x } from '${specifier}';\n`)).toEqual([
        `src/core/x.ts:1 imports ${specifier}, which is no source file below src (write it as ./name.js).`,
      ]);
    }
  });

  it('refuses what it cannot read', () => {
    expect(
      planted('src/core/x.ts', 'export const load = (name: string) => import(name);\n'),
    ).toEqual(['src/core/x.ts:1 imports a computed name: nobody can check that.']);
    expect(planted('src/core/x.ts', 'export const = 1;\n')[0]).toContain(
      'src/core/x.ts cannot be parsed: ',
    );
  });
});
