import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompositionMode, createTextEntry } from '../../../src/core/composition.js';
import type { Edit, FieldContent } from '../../../src/core/text-difference.js';
import { AndroidField } from './android-field.js';
import { type FieldStep, inputScripts } from './input-scripts.js';

const shift = 0x41;
const control = 0x3000;

function content(value: string): FieldContent {
  return { text: value.replace('|', ''), caret: value.indexOf('|') };
}

function describeEdit(edit: Edit): string {
  if (edit.type === 'text') return edit.text;
  const modifiers = `${edit.metaState & control ? 'Ctrl ' : ''}${edit.metaState & shift ? 'Shift ' : ''}`;
  return `${modifiers}${edit.keyCode}×${edit.times}`;
}

function setUp() {
  const sent: string[] = [];
  const phone = new AndroidField();
  let isReachable = true;
  const entry = createTextEntry((edits) => {
    if (!isReachable) return false;
    for (const edit of edits) {
      sent.push(describeEdit(edit));
      if (edit.type === 'text' || edit.metaState === 0) phone.apply([edit]);
    }
    return true;
  });
  const reach = (value: boolean) => {
    isReachable = value;
  };
  const look = () => sent.splice(0);
  let isCancelled = false;
  const step = (mode: CompositionMode, [type, ...rest]: FieldStep) => {
    const [first = '', second = ''] = rest;
    if (type === 'compositionstart') entry.compositionStart(mode);
    else if (type === 'compositionend') entry.compositionEnd(content(first));
    else if (type === 'beforeinput') isCancelled = entry.beforeInput(first, !second);
    else if (!isCancelled) entry.input(first, content(second));
    if (type === 'input') isCancelled = false;
  };
  return { entry, phone, look, reach, step };
}

describe('what input methods do', () => {
  it.each(inputScripts)('$name', ({ mode, steps, sent, text }) => {
    const { entry, phone, look, step } = setUp();
    for (const each of steps) step(mode, each);
    expect(entry.isComposing).toBe(false);
    const told = look();
    expect(told).toEqual(sent);
    expect(told).not.toContain('');
    if (!told.some((each) => /^(Ctrl|Shift)/.test(each))) expect(phone.text).toBe(text);
    const last = steps.findLast(([type]) => type === 'input' || type === 'compositionend');
    if (last && entry.canReset(content(last.at(-1) ?? ''))) {
      // Said again, for example when the field loses the focus: nothing is sent twice.
      entry.compositionEnd(content(last.at(-1) ?? ''));
      entry.catchUp(content(last.at(-1) ?? ''));
      expect(look()).toEqual([]);
    }
  });

  const orders = fc.constantFrom<CompositionMode>('commit', 'stream');
  const values = fc.array(
    fc.constantFrom('', 'n', 'ni', '你', '你好', 'に', '日本', '한', '👍', '👍🏽', 'the '),
    { maxLength: 6 },
  );

  it('comes out as the field has it, whatever is composed, committed, typed or given up', () => {
    const actions = fc.array(
      fc.record({
        mode: orders,
        values,
        isComposed: fc.boolean(),
        endsBefore: fc.boolean(),
        isLost: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(actions, (all) => {
        const { entry, phone, look, reach } = setUp();
        let kept = '';
        let last: FieldContent = { text: '', caret: 0 };
        const hold = (text: string) => {
          last = { text: kept + text, caret: kept.length + text.length };
          return last;
        };
        for (const { mode, values, isComposed, endsBefore, isLost } of all) {
          reach(!isLost);
          if (isComposed) entry.compositionStart(mode);
          for (const value of values) entry.input('insertText', hold(value));
          if (isComposed && endsBefore) entry.compositionEnd(last);
          entry.input('insertText', last);
          if (isComposed && !endsBefore) entry.compositionEnd(last);
          kept = last.text;
        }
        reach(true);
        entry.catchUp(last);
        expect(phone.text).toBe(last.text);
        expect(look()).not.toContain('');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a field that is given another content', () => {
  it('sends nothing of it, and deletes out of it', () => {
    const { entry, look } = setUp();
    entry.reset({ text: '    ', caret: 4 });
    entry.input('deleteContentBackward', { text: '   ', caret: 3 });
    expect(look()).toEqual(['67×1']);
    entry.input('insertText', { text: '   a', caret: 4 });
    expect(look()).toEqual(['a']);
  });

  it('is left alone while something is composed, or has not been sent', () => {
    const { entry, reach } = setUp();
    const written = { text: 'a', caret: 1 };
    entry.compositionStart('commit');
    expect(entry.canReset({ text: '', caret: 0 })).toBe(false);
    entry.compositionEnd({ text: '', caret: 0 });
    reach(false);
    entry.input('insertText', written);
    expect(entry.canReset(written)).toBe(false);
    reach(true);
    entry.catchUp(written);
    expect(entry.canReset(written)).toBe(true);
  });

  it('is stale after a key that took nobody knows how much', () => {
    const { entry } = setUp();
    expect(entry.isStale).toBe(false);
    expect(entry.beforeInput('deleteWordBackward', true)).toBe(true);
    expect(entry.isStale).toBe(true);
    entry.reset({ text: '', caret: 0 });
    expect(entry.isStale).toBe(false);
  });
});

describe('what the phone cannot be told now', () => {
  it('is told once, all together, when it can', () => {
    const { entry, look, reach } = setUp();
    entry.compositionStart('stream');
    entry.input('insertCompositionText', { text: 'teh', caret: 3 });
    reach(false);
    entry.input('insertCompositionText', { text: 'the', caret: 3 });
    entry.compositionEnd({ text: 'the', caret: 3 });
    entry.input('insertText', { text: 'the q', caret: 5 });
    expect(look()).toEqual(['teh']);
    reach(true);
    entry.catchUp({ text: 'the q', caret: 5 });
    expect(look()).toEqual(['67×2', 'he q']);
  });

  it('is not caught up with in the middle of a composition that is not committed', () => {
    const { entry, look } = setUp();
    entry.compositionStart('commit');
    entry.catchUp({ text: 'ni', caret: 2 });
    expect(look()).toEqual([]);
    entry.compositionEnd({ text: '你', caret: 1 });
    expect(look()).toEqual(['你']);
  });
});
