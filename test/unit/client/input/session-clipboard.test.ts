import { describe, expect, it } from 'vitest';
import {
  type ClipboardHost,
  SessionClipboard,
} from '../../../../src/client/input/session-clipboard.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { FakeSession } from '../fake-page.js';

/** A computer whose clipboard a page may use or not. */
function setUp(states: Readonly<Record<string, string>> | 'unknown' = {}) {
  const session = new FakeSession();
  const computer = { text: '', reads: 0, isDenied: false, timeMs: 0 };
  const host: ClipboardHost = {
    clipboard: {
      async readText() {
        computer.reads += 1;
        if (computer.isDenied) throw new DOMException('No.', 'NotAllowedError');
        return computer.text;
      },
      async writeText(text) {
        if (computer.isDenied) throw new DOMException('No.', 'NotAllowedError');
        computer.text = text;
      },
    },
    permissions: {
      async query({ name }) {
        // As browsers do that do not know the name.
        if (states === 'unknown') throw new TypeError(`${name} is not a permission.`);
        return { state: states[name] ?? 'prompt' };
      },
    },
  };
  const clipboard = new SessionClipboard(session.asSession(), host, () => computer.timeMs);
  return { session, computer, clipboard };
}

const both = { 'clipboard-read': 'granted', 'clipboard-write': 'granted' };

describe('the clipboard of a session', () => {
  it('rejects before the browser is asked, where the phone shares none', async () => {
    const { clipboard, session, computer } = setUp(both);
    session.lacks = ['clipboard'];
    await expect(clipboard.copyFromPhone()).rejects.toMatchObject({ code: 'not_supported' });
    await expect(clipboard.pasteToPhone()).rejects.toMatchObject({ code: 'not_supported' });
    await expect(clipboard.pasteToPhone('a')).rejects.toMatchObject({ code: 'not_supported' });
    await clipboard.lookAtHost();
    expect([computer.reads, session.sent]).toEqual([0, []]);
  });

  it('has nothing to copy before something was copied on the phone', async () => {
    const { clipboard, session, computer } = setUp();
    let changes = 0;
    const off = clipboard.onChange(() => {
      changes += 1;
    });
    expect(await clipboard.copyFromPhone()).toBe(false);
    session.emit('clipboard', 'a');
    expect([clipboard.text, clipboard.hasNews, changes]).toEqual(['a', true, 1]);
    expect(await clipboard.copyFromPhone()).toBe(true);
    expect([computer.text, clipboard.hasNews, changes]).toEqual(['a', false, 2]);
    off();
    session.emit('clipboard', 'b');
    expect(changes).toBe(2);
  });

  it('pastes what the computer has, or a text of the page, also twice', async () => {
    const { clipboard, session, computer } = setUp();
    expect(await clipboard.pasteToPhone()).toBe(false);
    computer.text = 'a';
    expect(await clipboard.pasteToPhone()).toBe(true);
    expect(await clipboard.pasteToPhone()).toBe(true);
    expect(await clipboard.pasteToPhone('b')).toBe(true);
    expect(await clipboard.pasteToPhone('')).toBe(true);
    const texts = session.sent.map((message) => message.type === 'clipboard' && message.text);
    expect(texts).toEqual(['a', 'a', 'b', '']);
    expect(computer.reads).toBe(3);
  });

  it('tells what the browser refused, and what the session did', async () => {
    const { clipboard, session, computer } = setUp();
    session.emit('clipboard', 'a');
    computer.isDenied = true;
    await expect(clipboard.copyFromPhone()).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(clipboard.pasteToPhone()).rejects.toMatchObject({ code: 'permission_denied' });
    session.failure = new TelepadError('watch_only', 'No.');
    await expect(clipboard.pasteToPhone('b')).rejects.toBe(session.failure);
    expect(clipboard.text).toBe('a');
  });

  it('takes no more than its limit, either way', async () => {
    const { clipboard, session, computer } = setUp();
    const text = 'x'.repeat(131_073);
    computer.text = text;
    session.emit('clipboard', text);
    const tooLong = { code: 'argument_invalid', message: expect.stringContaining('131072 bytes') };
    await expect(clipboard.copyFromPhone()).rejects.toMatchObject(tooLong);
    await expect(clipboard.pasteToPhone()).rejects.toMatchObject(tooLong);
    await expect(clipboard.pasteToPhone(text)).rejects.toMatchObject(tooLong);
    expect(session.sent).toEqual([]);
  });

  it('is not supported by a page without https', async () => {
    const session = new FakeSession();
    const clipboard = new SessionClipboard(session.asSession(), {});
    session.emit('clipboard', 'a');
    await expect(clipboard.copyFromPhone()).rejects.toMatchObject({ code: 'not_supported' });
    await expect(clipboard.pasteToPhone()).rejects.toMatchObject({ code: 'not_supported' });
    expect([await clipboard.canRead(), await clipboard.canWrite()]).toEqual([false, false]);
  });
});

describe('by itself', () => {
  it.each([
    ['unknown' as const],
    [{}],
    [{ 'clipboard-read': 'denied', 'clipboard-write': 'denied' }],
  ])('touches nothing while the permissions are %j', async (states) => {
    const { clipboard, session, computer } = setUp(states);
    computer.text = 'of the computer';
    session.emit('clipboard', 'a');
    await clipboard.lookAtHost();
    await clipboard.writeIfAllowed('a');
    expect([session.sent, computer.reads, computer.text]).toEqual([[], 0, 'of the computer']);
  });

  it('gives the phone what is new, one look at a time, and never throws', async () => {
    const { clipboard, session, computer } = setUp(both);
    computer.text = 'a';
    await Promise.all([clipboard.lookAtHost(), clipboard.lookAtHost()]);
    expect(computer.reads).toBe(1);
    await clipboard.lookAtHost();
    expect(session.sent).toEqual([{ type: 'clipboard', text: 'a' }]);
    session.failure = new TelepadError('not_connected', 'No.');
    computer.text = 'b';
    await clipboard.lookAtHost();
    computer.isDenied = true;
    await clipboard.lookAtHost();
    expect(session.sent).toHaveLength(1);
  });

  it('gives the phone again what was refused, or did not arrive', async () => {
    const { clipboard, session, computer } = setUp(both);
    computer.text = 'a';
    session.failure = new TelepadError('not_connected', 'No.');
    await clipboard.lookAtHost();
    session.failure = undefined;
    await clipboard.lookAtHost();
    await clipboard.lookAtHost();
    expect(session.sent).toEqual([{ type: 'clipboard', text: 'a' }]);
    session.emit('lost', [{ type: 'text', text: 'a' }]);
    await clipboard.lookAtHost();
    expect(session.sent).toHaveLength(1);
    session.emit('lost', [{ type: 'clipboard', text: 'a' }]);
    await clipboard.lookAtHost();
    expect(session.sent).toHaveLength(2);
  });

  it('does not give the phone what took the place of a text that did not arrive', async () => {
    const { clipboard, session, computer } = setUp(both);
    computer.text = 'a';
    await clipboard.lookAtHost();
    session.emit('clipboard', 'of the phone');
    await clipboard.writeIfAllowed('of the phone');
    session.emit('lost', [{ type: 'clipboard', text: 'a' }]);
    await clipboard.lookAtHost();
    expect([session.sent.length, clipboard.hasNews]).toEqual([1, false]);
  });

  it('writes what was copied on the phone, and not what it was given', async () => {
    const { clipboard, session, computer } = setUp(both);
    const copied: string[] = [];
    clipboard.onCopied((text) => {
      copied.push(text);
      void clipboard.writeIfAllowed(text);
    });
    await clipboard.pasteToPhone('given');
    session.emit('clipboard', 'given');
    session.emit('clipboard', 'older');
    session.emit('clipboard', 'copied');
    await new Promise((resolve) => setImmediate(resolve));
    expect([copied, computer.text]).toEqual([['older', 'copied'], 'copied']);
    computer.isDenied = true;
    await clipboard.writeIfAllowed('copied');
    expect(clipboard.text).toBe('copied');
  });
});
