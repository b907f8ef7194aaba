import { describe, expect, it } from 'vitest';
import {
  connect,
  connectUntilLink,
  connectUntilLive,
  pass,
  setTheStage,
  ticket,
} from './session-stage.js';

setTheStage();

const local = { type: 'keyboard-mode', mode: 'local' } as const;

describe('the keyboard mode', () => {
  it('is the phone’s, or what the page opened the session with', async () => {
    expect(connect().session.keyboardMode).toBe('phone');
    expect(connect({ keyboardMode: 'local' }).session.keyboardMode).toBe('local');
  });

  it('is told to the phone, and to those who listen, when it is another one', async () => {
    const { session, link } = await connectUntilLive();
    const heard: string[] = [];
    session.on('keyboardmode', (mode) => heard.push(mode));
    session.setKeyboardMode('local');
    session.setKeyboardMode('local');
    expect(link().sent).toEqual([local, local]);
    expect(session.keyboardMode).toBe('local');
    expect(heard).toEqual(['local']);
    session.send({ type: 'keyboard-mode', mode: 'phone' });
    expect(session.keyboardMode).toBe('phone');
    expect(heard).toEqual(['local', 'phone']);
  });

  it('is the one of every connection to come', async () => {
    const { session, links, link } = await connectUntilLive();
    session.setKeyboardMode('local');
    link().connectionState('failed');
    await pass(10_000);
    expect(links.length).toBeGreaterThan(1);
    expect(link().preferences.keyboardMode).toBe('local');
  });

  it('is told once the session is live when it was set before', async () => {
    const { session, link } = await connectUntilLink();
    session.setKeyboardMode('local');
    expect(session.keyboardMode).toBe('local');
    expect(link().sent).toEqual([]);
    link().negotiate();
    session.framePresented(720, 1280);
    await pass();
    expect(session.isLive).toBe(true);
    expect(link().sent).toEqual([local]);
  });

  it('is not for those who only watch', async () => {
    const { session, link } = await connectUntilLive({ ticket: { ...ticket, role: 'watch' } });
    expect(() => session.setKeyboardMode('local')).toThrow(
      expect.objectContaining({ code: 'watch_only' }),
    );
    expect(session.keyboardMode).toBe('phone');
    expect(link().sent).toEqual([]);
  });

  it('can be set on a session that has ended, which nobody hears of', async () => {
    const { session, link } = await connectUntilLive();
    session.close();
    session.setKeyboardMode('local');
    await pass();
    expect(link().sent).toEqual([]);
  });
});
