import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../src/core/errors.js';
import { chinese } from '../../../src/element/chinese.js';
import { moreEnglish } from '../../../src/element/more-strings.js';
import type { MoreHost } from '../../../src/element/player-host.js';
import { english } from '../../../src/element/strings.js';
import { messageOf, Transfers } from '../../../src/element/transfers.js';

const words = { ...english, ...moreEnglish };

describe('what is said of an error', () => {
  const refused = new TelepadError('phone_refused', 'The phone refused the file.');

  it('is the language’s own text', () => {
    expect(messageOf(refused, chinese)).toBe(chinese.text_phone_refused);
  });

  it('is the error’s message where the language has none', () => {
    expect(messageOf(refused, words)).toBe('The phone refused the file.');
    const wrong = new TelepadError('argument_invalid', 'That is no file.');
    expect(messageOf(wrong, chinese)).toBe('That is no file.');
  });

  it('is what a page’s own function throws', () => {
    expect(messageOf('Too large.', chinese)).toBe('Too large.');
  });
});

/** Tells of each byte that it sends. */
class FakeRequest {
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  readonly status = 200;
  readonly responseText = JSON.stringify({ taskId: 'task' });
  onload: (() => void) | undefined;

  open(): void {}

  setRequestHeader(): void {}

  send(body: Blob): void {
    for (let loaded = 1; loaded <= body.size; loaded += 1) this.upload.onprogress?.({ loaded });
    this.onload?.();
  }
}

describe('a file on its way', () => {
  beforeEach(() => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const done = { taskId: 'task', status: 'done' };
    vi.stubGlobal('fetch', async () => Response.json(done));
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('is shown by each percent, and spoken of by each quarter', async () => {
    const said: { text: string | undefined; isQuiet: boolean | undefined }[] = [];
    const host = {
      settings: () => ({ fileTarget: { url: 'https://broker.test', phoneId: 'AC1' } }),
      notice: (text: string | undefined, isQuiet?: boolean) => said.push({ text, isQuiet }),
      upload: () => {},
    };
    const transfers = new Transfers(host as unknown as MoreHost, words);
    const file = new File([new Uint8Array(100)], 'a.txt');
    const options = { install: false, signal: new AbortController().signal, onProgress: () => {} };
    await transfers.put(file, options);
    const all = said.map(({ text }) => text);
    expect(all).toEqual(expect.arrayContaining(['a.txt: 7%', 'a.txt: 49%']));
    const spoken = said.filter(({ isQuiet }) => !isQuiet).map(({ text }) => text);
    expect(spoken).toEqual(['a.txt: 0%', 'a.txt: 25%', 'a.txt: 50%', 'a.txt is on the phone']);
  });
});
