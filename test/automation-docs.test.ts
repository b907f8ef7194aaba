import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callNames } from '../src/client/automation/calls.js';
import { readRecording } from '../src/client/automation/read-recording.js';

const guide = readFileSync('docs/automation.md', 'utf8');

describe('docs/automation.md', () => {
  it('has every call', () => {
    for (const name of [...callNames, 'screenshot', 'record', 'replay', 'readRecording'])
      expect(guide).toMatch(new RegExp(`\\b${name}\\(`));
  });

  it('has a script that can be replayed', () => {
    const [, script = ''] = /```json\n(.*?)```/s.exec(guide) ?? [];
    expect(readRecording(JSON.parse(script)).steps).toHaveLength(4);
  });
});
