import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changeSettings } from '../src/client/game/game-options.js';
import { readGameProfile } from '../src/core/game/read-profile.js';
import { gamepadButtonNames, isGameSource, mouseButtons } from '../src/core/game/sources.js';

const guide = readFileSync('docs/game-controls.md', 'utf8');

describe('docs/game-controls.md', () => {
  it('shows a profile that can be read, with every kind of control', () => {
    const [, json = ''] = /```json\n([^`]+)```/.exec(guide) ?? [];
    const kinds = readGameProfile(JSON.parse(json)).landscape.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(['tap', 'hold', 'joystick', 'swipe', 'camera']);
  });

  it('lists every option with its default', () => {
    const rows = [...guide.matchAll(/^\| `(game\w+)` \|.*\| `([^`]+)` \|$/gm)];
    const listed = Object.fromEntries(
      rows.map(([, name, value = '']) => [name, JSON.parse(value.replaceAll("'", '"'))]),
    );
    expect(listed).toEqual(changeSettings({}));
  });

  it('names every mouse button and every part of a gamepad', () => {
    for (const [name] of mouseButtons) expect(guide).toContain(`\`${name}\``);
    const [, first = '', rest = ''] = /\| gamepad \| `Gamepad(A)`, ([^;]+);/.exec(guide) ?? [];
    const names = [first, ...rest.split(', ').map((name) => name.replaceAll('`', ''))];
    expect(names.map((name) => `Gamepad${name}`)).toEqual(gamepadButtonNames);
    expect(['GamepadLeftStickUp', 'GamepadRightStickRight'].every(isGameSource)).toBe(true);
  });
});
