import { describe, expect, it } from 'vitest';
import { shortenStyles } from '../../../build/short-styles.js';

const shorten = (css: string) => shortenStyles(`const css = \`${css}\`;`).slice(13, -2);

describe('a shortened style sheet', () => {
  it('loses comments, line ends and spaces that mean nothing', () => {
    expect(shorten('\n/* Why. */\n.a,\n.b {\n  color: red;\n  margin: 0 1px;\n}\n')).toBe(
      '.a,.b{color:red;margin:0 1px}',
    );
  });

  it('keeps those that mean something', () => {
    const css = '.a :is(.b > .c){inset:calc(50% - 1px) auto;&:hover{translate:0 -50%}}';
    expect(shorten(css)).toBe(css);
  });

  it('keeps what is put in, and all other code', () => {
    expect(shortenStyles(`const a = { b: 1 };\nconst css = \`.a { gap: \${gap}px; }\`;`)).toBe(
      `const a = { b: 1 };\nconst css = \`.a{gap:\${gap}px}\`;`,
    );
  });
});
