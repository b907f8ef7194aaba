import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PhoneProperties } from '../src/element/phone-properties.js';
import { TelepadPhoneElement } from '../src/element/telepad-phone.js';
import { toolbarButtons } from '../src/element/toolbar-buttons.js';

/** The manifest is kept by hand; it, the class and its guide have to say the same. */

interface Named {
  readonly name: string;
  readonly fieldName?: string;
  readonly kind?: string;
  readonly attribute?: string;
}

interface Declaration {
  readonly attributes: readonly Named[];
  readonly members: readonly Named[];
  readonly events: readonly Named[];
  readonly slots: readonly Named[];
  readonly cssProperties: readonly Named[];
  readonly cssParts: readonly Named[];
  readonly cssStates: readonly Named[];
}

const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
};
const [declaration] = manifest.modules[0]?.declarations ?? [];
if (!declaration) throw new Error('custom-elements.json has no declaration.');

const guide = readFileSync('docs/element.md', 'utf8');
const read = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
const elementSource = read('src/element');
const source =
  elementSource + read('src/client/input') + readFileSync('src/client/view.ts', 'utf8');

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const namesOf = (list: readonly Named[]) => sorted(list.map(({ name }) => name));
const found = (text: string, pattern: RegExp) =>
  Array.from(text.matchAll(pattern), ([, name = '']) => name);

/** What stands in code marks in one column of a table of the guide, found by its first heading. */
function column(heading: string, index = 0): readonly string[] {
  const table = guide.split('\n\n').find((block) => block.startsWith(`| ${heading} |`)) ?? '';
  const cells = table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|')[index + 1] ?? '');
  return sorted(cells.flatMap((cell) => found(cell, /`([^`]+)`/g)));
}

describe('the custom elements manifest', () => {
  it('has the attributes that the class observes, those of the style sheet and `lang`', () => {
    const { observedAttributes } = PhoneProperties;
    expect(namesOf(declaration.attributes)).toEqual(
      sorted([...observedAttributes, 'theme', 'lang']),
    );
  });

  it('has the members of the class, and which attribute each of them is', () => {
    const own = [PhoneProperties.prototype, TelepadPhoneElement.prototype].flatMap((prototype) =>
      Object.getOwnPropertyNames(prototype),
    );
    const callbacks = /^constructor$|Callback$/;
    expect(namesOf(declaration.members)).toEqual(
      sorted(own.filter((name) => !callbacks.test(name))),
    );
    const pairs = (list: readonly Named[], field: (each: Named) => string | undefined) =>
      list.flatMap((each) => (field(each) ? `${each.name} ${field(each)}` : []));
    expect(sorted(pairs(declaration.members, ({ attribute }) => attribute))).toEqual(
      sorted(
        declaration.attributes
          .filter(({ name }) => name !== 'lang')
          .map(({ name, fieldName }) => `${fieldName} ${name}`),
      ),
    );
  });

  it('has the events of the event map', () => {
    const map = readFileSync('src/element/phone-events.ts', 'utf8');
    expect(namesOf(declaration.events)).toEqual(sorted(found(map, /^ {2}'(telepad-[\w-]+)':/gm)));
  });

  it('has the custom properties that the style sheets use', () => {
    const used = found(source, /var\((--telepad-[\w-]+)/g);
    // Set by the element itself, for its view.
    const inner = ['--telepad-focus-ring', '--telepad-focus-ring-offset'];
    expect(namesOf(declaration.cssProperties)).toEqual(
      sorted(used.filter((name) => !inner.includes(name))),
    );
  });

  it('has the slots', () => {
    expect(namesOf(declaration.slots)).toEqual(['overlay', 'placeholder', 'toolbar']);
  });

  it('has the states of a session', () => {
    const states = readFileSync('src/core/session-state.ts', 'utf8');
    expect(namesOf(declaration.cssStates)).toEqual(sorted(found(states, /\bname: '([\w-]+)'/g)));
  });

  it('has each part that the element makes', () => {
    const parts = found(elementSource, /\bpart: '([\w -]+)'/g).flatMap((part) => part.split(' '));
    const named = namesOf(declaration.cssParts);
    expect(parts.filter((part) => !named.includes(part))).toEqual([]);
    const commands = toolbarButtons.map(({ command }) => command);
    expect(commands.filter((command) => !named.includes(command))).toEqual([]);
  });
});

describe('docs/element.md', () => {
  it('names every attribute, property and method, and no other', () => {
    expect(column('attribute')).toEqual(namesOf(declaration.attributes));
    const methods = column('method').map((call) => call.replace(/\(.*/, ''));
    const members = [...column('attribute', 1), ...methods].filter((name) => name !== 'lang');
    expect(sorted(members)).toEqual(namesOf(declaration.members));
  });

  it('names every event, slot and custom property, and no other', () => {
    expect(column('event')).toEqual(namesOf(declaration.events));
    expect(column('slot')).toEqual(namesOf(declaration.slots));
    expect(column('property')).toEqual(namesOf(declaration.cssProperties));
  });

  it('names every part, a button by its command', () => {
    const named = [...column('part'), ...column('command'), 'more'];
    const presets = ['smooth', 'standard', 'high', 'ultra'];
    expect(sorted([...named, ...presets])).toEqual(namesOf(declaration.cssParts));
  });
});
