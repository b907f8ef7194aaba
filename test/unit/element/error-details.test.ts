import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chinese } from '../../../src/element/chinese.js';
import { ErrorDetails } from '../../../src/element/error-details.js';

/** As much of an element as the details need. */
class FakeElement {
  readonly attributes: Record<string, string> = {};
  children: FakeElement[] = [];
  textContent = '';

  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }

  append(...children: FakeElement[]): void {
    this.children.push(...children);
  }

  replaceChildren(...children: FakeElement[]): void {
    this.children = children;
  }

  addEventListener(): void {}
}

describe('the details of an error', () => {
  beforeEach(() => vi.stubGlobal('document', { createElement: () => new FakeElement() }));
  afterEach(() => void vi.unstubAllGlobals());

  it('say that findings are English, whatever language their status is in', () => {
    const details = new ErrorDetails(chinese, () => '');
    details.show([{ check: 'broker', status: 'failed', message: 'None.', advice: 'Connect.' }]);
    const [, list] = (details.root as unknown as FakeElement).children;
    const [status, finding] = list?.children[0]?.children ?? [];
    expect(status).toMatchObject({ textContent: '失败', attributes: {} });
    expect(finding?.textContent).toBe('None. Connect.');
    expect(finding?.attributes).toEqual({ lang: 'en', dir: 'ltr' });
  });
});
