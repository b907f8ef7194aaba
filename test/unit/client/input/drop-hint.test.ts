import { describe, expect, it } from 'vitest';
import { createDropHint } from '../../../../src/client/input/drop-hint.js';

/** As much of an element as the hint needs. */
class FakeElement {
  readonly attributes: Record<string, string> = {};
  readonly style = { cssText: '', width: '' };
  readonly children: FakeElement[] = [];
  readonly isConnected = false;
  readonly ownerDocument = { createElement: () => new FakeElement() };

  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }

  append(child: FakeElement): void {
    this.children.push(child);
  }

  remove(): void {}
}

describe('the hint over the picture', () => {
  it('shows how far a file is, and is no business of screen readers', () => {
    const root = new FakeElement();
    createDropHint(root as unknown as HTMLElement).showProgress(0.426);
    const [bar] = root.children;
    expect(bar?.style.width).toBe('43%');
    expect(bar?.attributes).toEqual({ part: 'drop-progress', 'aria-hidden': 'true' });
  });
});
