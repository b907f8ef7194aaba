import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { staticFiles } from '../../scripts/report/sizes.mjs';

const run = promisify(execFile);

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | { types: string; default?: string }>>;
  readonly customElements: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly sideEffects: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const read = (file: string) => readFileSync(`dist/${file}`, 'utf8');

/** Runs a module in a fresh Node, in this package, where `telepad` means what package.json exports. */
async function runInNode(source: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', source]);
  return stdout.trim();
}

/** Packages that a built file, and all it imports at once, asks for by name. */
function packagesOf(file: string): readonly string[] {
  const names = [...staticFiles('dist', [file])].flatMap((each) =>
    [...read(each).matchAll(/\b(?:from|import)\s*\(?["'`]([^."'`\s][^"'`\s]*)["'`]/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names)].sort();
}

/** Their paths, with slashes. */
async function packedFiles(): Promise<readonly string[]> {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
  const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  return packed.files.map((file) => file.path);
}

describe('the files that npm would publish', () => {
  it('are all there', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const files = [...targets, ...Object.values(manifest.bin), ...manifest.sideEffects];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('are the build, the element’s manifest and types, guides, examples and licences', async () => {
    const packed = await packedFiles();
    const outside = packed.filter((file) => !/^(?:dist|docs|examples)\//.test(file));
    expect([...outside].sort()).toEqual([
      'LICENSE',
      'README.md',
      'custom-elements.json',
      'package.json',
      'src/vendors/armcloud/README.md',
      'src/vendors/koophone/README.md',
      'types/preact.d.ts',
      'types/react.d.ts',
      'types/svelte.d.ts',
      'types/vue.d.ts',
    ]);
    expect(manifest.customElements).toBe('custom-elements.json');
    expect(packed).toContain('dist/third-party-licenses.md');
    const { readme } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
    expect(packed).toContain(readme);
  });

  it('have what the README and the guides link to', async () => {
    const packed = await packedFiles();
    const guides = packed.filter((file) => /^(?:README|docs\/.*)\.md$/.test(file));
    expect(guides.length).toBeGreaterThan(20);
    const dead = guides.flatMap((guide) =>
      [...readFileSync(guide, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, link = '']) => path.posix.join(path.posix.dirname(guide), link))
        // A folder is there with its files; the tests that guides name as their proof, and the demo, are in a clone.
        .filter(
          (target) => !packed.some((file) => file === target || file.startsWith(`${target}/`)),
        )
        .filter((target) => guide === 'README.md' || !/^(?:test|demo)\//.test(target))
        .map((target) => `${guide}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('have source maps that hold their sources and no path of the machine that built them', () => {
    const maps = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js.map'),
    );
    expect(maps).toEqual(expect.arrayContaining(['index.js.map', 'telepad-phone.js.map']));
    for (const file of maps) {
      const { sources, sourcesContent } = JSON.parse(read(file)) as SourceMap;
      expect(sourcesContent.length, file).toBe(sources.length);
      const outside = sources.filter((source) => path.isAbsolute(source) || source.includes(':'));
      expect(outside, file).toEqual([]);
    }
  });
});

describe('the browser entries', () => {
  it('need no package', () => {
    expect(packagesOf('index.js')).toEqual([]);
    expect(packagesOf('element.js')).toEqual([]);
    expect(packagesOf('device.js')).toEqual([]);
  });

  it('hold nothing that only Node or a bundler knows', () => {
    for (const file of staticFiles('dist', [
      'index.js',
      'element.js',
      'device.js',
      'telepad-phone.js',
    ])) {
      const found = /\b(?:process\.|require\(|Buffer\.alloc|(?<!:)global\.|__dirname)/.exec(
        read(file),
      );
      expect({ file, found: found?.[0] }).toEqual({ file, found: undefined });
    }
  });

  it('load each vendor lazily, and the self-contained script has it inside', () => {
    for (const file of staticFiles('dist', ['index.js', 'element.js'])) {
      expect(file).not.toContain('armcloud');
    }
    expect(read('telepad-phone.js')).not.toMatch(/\bimport\s*\(|\bfrom\s*["'`]\.|import\s*["'`]/);
  });

  it('can be imported where there is no page, as servers that render pages do', async () => {
    expect(
      await runInNode(
        "await import('telepad'); await import('telepad/element'); await import('telepad/device'); console.log('ok')",
      ),
    ).toBe('ok');
  });
});

describe('the server entries', () => {
  it('need the packages that npm installs with them, and nothing of Node in the broker itself', () => {
    expect(packagesOf('broker.js')).toEqual([
      '@noble/ciphers/aes.js',
      'rate-limiter-flexible/lib/RLWrapperTimeouts.js',
      'rate-limiter-flexible/lib/RateLimiterMemory.js',
      'rate-limiter-flexible/lib/RateLimiterRedis.js',
      'valibot',
    ]);
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    for (const file of ['broker-node.js', 'emulator.js', 'cli.js']) {
      const unknown = packagesOf(file).filter(
        (name) =>
          !name.startsWith('node:') &&
          !declared.some((each) => name === each || name.startsWith(`${each}/`)),
      );
      expect({ file, unknown }).toEqual({ file, unknown: [] });
    }
  });

  it.each([
    [
      'telepad/broker',
      [
        'TelepadError',
        'createArmcloudAccount',
        'createBroker',
        'createKoophoneAccount',
        'createServerTools',
      ],
    ],
    ['telepad/device', ['TelepadError', 'createDeviceApi', 'isTelepadError']],
    [
      'telepad/broker/node',
      ['createDiskFileStore', 'createNodeListener', 'createSignallingRelay', 'serveBroker'],
    ],
    ['telepad/emulator', ['TelepadError', 'startEmulator']],
  ])('%s runs in Node', async (address, names) => {
    const source = `console.log(JSON.stringify(Object.keys(await import('${address}'))))`;
    expect(JSON.parse(await runInNode(source))).toEqual(names);
  });

  it('come with a command', async () => {
    const { stdout } = await run(process.execPath, [manifest.bin.telepad ?? '', '--help']);
    expect(stdout).toContain('telepad emulator');
    accessSync(manifest.bin.telepad ?? '', constants.X_OK);
  });
});

describe('the types', () => {
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--skipLibCheck',
    'false',
  ];
  const browser = [
    'test/package/consumer/use-browser.ts',
    '--lib',
    'es2022,dom,dom.iterable',
    '--types',
    '',
  ];
  const server = ['test/package/consumer/use-server.ts', '--lib', 'es2022', '--types', 'node'];
  const resolutions = [
    ['a bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
    ['Node', ['--module', 'nodenext', '--moduleResolution', 'nodenext']],
  ] as const;
  for (const [title, resolution] of resolutions) {
    it(`serve a page and a server whose compiler resolves like ${title}`, async () => {
      const compile = (files: readonly string[]) =>
        run(process.execPath, [
          'node_modules/typescript/bin/tsc',
          ...files,
          ...options,
          ...resolution,
        ])
          .then(() => '')
          .catch((error: { stdout: string }) => error.stdout);
      expect(await compile(browser)).toBe('');
      expect(await compile(server)).toBe('');
    });
  }

  it.each([
    ['React', ['use-react.tsx', '--jsx', 'react-jsx']],
    ['Preact', ['use-preact.tsx', '--jsx', 'react-jsx', '--jsxImportSource', 'preact']],
    ['Vue and Svelte', ['use-templates.ts']],
  ])('tell %s what the tag takes', async (_, [file = '', ...jsx]) => {
    const words = [
      ...['node_modules/typescript/bin/tsc', `test/package/consumer/${file}`, ...jsx],
      ...['--ignoreConfig', '--noEmit', '--strict', '--exactOptionalPropertyTypes'],
      // The frameworks' own declarations are theirs.
      ...['--skipLibCheck', '--lib', 'es2022,dom,dom.iterable', '--types', ''],
      ...['--module', 'esnext', '--moduleResolution', 'bundler'],
    ];
    const said = await run(process.execPath, words).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
    expect(said).toBe('');
  });
});
