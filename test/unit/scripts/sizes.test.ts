import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { measureSizes, staticFiles } from '../../../scripts/report/sizes.mjs';

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'telepad-sizes-'));
  mkdirSync(path.join(dist, 'chunks'));
});
afterEach(() => {
  rmSync(dist, { recursive: true });
});

const build = {
  'index.js':
    "import{a}from'./chunks/shared-1.js';export{a};export const load=()=>[import('./chunks/armcloud-client-2.js'),import('./chunks/koophone-client-18.js'),import('./chunks/ticket-from-sts-8.js'),import('./chunks/phone-features-5.js'),import('./chunks/diagnosis-10.js'),import('./chunks/upkeep-of-session-11.js'),import('./chunks/automation-16.js'),import('./chunks/game-controls-12.js'),import('./chunks/more-input-13.js')];",
  'element.js':
    "import{a}from'./chunks/shared-1.js';import'./chunks/view-3.js';console.log(a,()=>[import('./chunks/more-player-30.js'),import('./chunks/chinese-31.js')]);",
  'chunks/more-player-30.js': "import'./shared-1.js';import'./view-3.js';export const menu=30;",
  'chunks/chinese-31.js': "export const chinese='中文';",
  'device.js': 'export const device=1;',
  'telepad-phone.js': 'console.log("all of it");',
  'chunks/shared-1.js': 'export const a=1;',
  'chunks/armcloud-client-2.js':
    "export{a}from'./shared-1.js';export*from'./words-4.js';export const more=()=>import('./armcloud-features-7.js');",
  'chunks/view-3.js': 'export const view=3;',
  'chunks/words-4.js': 'export const words=4;',
  'chunks/phone-features-5.js':
    "import'./shared-1.js';import'./both-9.js';export const more=()=>[import('./camera-6.js'),import('./capture-sources-12.js'),import('./follow-device-motion-13.js'),import('./location-sources-14.js')];",
  'chunks/capture-sources-12.js':
    "import'./both-9.js';export const file=()=>import('./picture-15.js');",
  'chunks/picture-15.js': 'export const picture=15;',
  'chunks/follow-device-motion-13.js': "import'./both-9.js';export const motion='fast';",
  'chunks/location-sources-14.js': "import'./shared-1.js';export const place='here';",
  'chunks/camera-6.js': 'export const camera="a camera";',
  'chunks/armcloud-features-7.js':
    "import'./words-4.js';import'./both-9.js';export const quality=7;",
  'chunks/ticket-from-sts-8.js': 'export const token="not asked for";',
  'chunks/both-9.js': 'export const both="twice";',
  'chunks/upkeep-of-session-11.js':
    "import'./shared-1.js';import'./both-9.js';export const explain=()=>import('./diagnosis-10.js');",
  'chunks/game-controls-12.js': "import'./shared-1.js';export const game=12;",
  'chunks/more-input-13.js': "import'./shared-1.js';export const field='a text field';",
  'chunks/automation-16.js':
    "import'./shared-1.js';import'./both-9.js';export const record=()=>import('./recordings-17.js');",
  'chunks/recordings-17.js': "import'./automation-16.js';export const steps='many';",
  'chunks/koophone-client-18.js':
    "import'./shared-1.js';import'./both-9.js';export const more=()=>import('./koophone-features-19.js');",
  'chunks/koophone-features-19.js': "import'./koophone-client-18.js';export const track='added';",
  'chunks/diagnosis-10.js': "import'./shared-1.js';export const verdict='well';",
};

function write(files: Record<string, string>): void {
  for (const [file, source] of Object.entries(files)) writeFileSync(path.join(dist, file), source);
}

const weigh = (...files: (keyof typeof build)[]) =>
  files.reduce((sum, file) => sum + gzipSync(build[file], { level: 9 }).length, 0);

it('counts each file once, where it is downloaded first', () => {
  write(build);
  expect(measureSizes(dist)).toEqual({
    core: weigh(
      'index.js',
      'chunks/shared-1.js',
      'chunks/armcloud-client-2.js',
      'chunks/words-4.js',
    ),
    element: weigh('element.js', 'chunks/view-3.js'),
    element_more: weigh('chunks/more-player-30.js'),
    element_chinese: weigh('chunks/chinese-31.js'),
    features: weigh('chunks/phone-features-5.js', 'chunks/camera-6.js', 'chunks/both-9.js'),
    capture_sources: weigh('chunks/capture-sources-12.js', 'chunks/picture-15.js'),
    device_motion: weigh('chunks/follow-device-motion-13.js'),
    location_sources: weigh('chunks/location-sources-14.js'),
    game_controls: weigh('chunks/game-controls-12.js'),
    input: weigh('chunks/more-input-13.js'),
    automation: weigh('chunks/automation-16.js', 'chunks/both-9.js'),
    automation_recordings: weigh('chunks/recordings-17.js'),
    upkeep: weigh('chunks/upkeep-of-session-11.js', 'chunks/both-9.js'),
    diagnosis: weigh('chunks/diagnosis-10.js'),
    device: weigh('device.js'),
    armcloud: weigh('chunks/armcloud-client-2.js', 'chunks/words-4.js'),
    armcloud_features: weigh('chunks/armcloud-features-7.js'),
    armcloud_sts: weigh('chunks/ticket-from-sts-8.js'),
    vendor_koophone: weigh(
      'chunks/koophone-client-18.js',
      'chunks/koophone-features-19.js',
      'chunks/both-9.js',
    ),
    script: weigh('telepad-phone.js'),
  });
});

it('follows imports and re-exports, but not lazy imports', () => {
  write(build);
  expect([...staticFiles(dist, ['index.js'])]).toEqual(['index.js', 'chunks/shared-1.js']);
});

it('fails rather than to report a core without its vendor', () => {
  write({ ...build, 'index.js': "export{a}from'./chunks/shared-1.js';" });
  expect(() => measureSizes(dist)).toThrow('The build has no lazy file named armcloud-client.');
});
