/** One command of a line, and what joins it to the one before. */
export interface ShellStep {
  readonly join: 'always' | 'after-success' | 'after-failure' | 'pipe';
  readonly words: readonly string[];
  /** Where its output goes instead of being shown. */
  readonly redirect: { readonly path: string; readonly isAppending: boolean } | undefined;
}

const operators = ['&&', '||', '>>', ';', '|', '>', '\n'] as const;
type Operator = (typeof operators)[number];

const joins: Readonly<Partial<Record<Operator, ShellStep['join']>>> = {
  '&&': 'after-success',
  '||': 'after-failure',
  ';': 'always',
  '\n': 'always',
  '|': 'pipe',
};

type Token = { readonly operator: Operator } | { readonly word: string };

/**
 * Takes a line of shell apart: words with '…', "…" and \ quoting, `;`, `&&`, `||`, `|`, `>` and `>>`. There are no
 * variables, globs or substitutions; `2>&1` is left out, because both streams are one here.
 * @returns undefined for what is no such line
 */
export function readShellLine(line: string): readonly ShellStep[] | undefined {
  const tokens = tokenize(line.replace(/\s2>&1(?=\s|$)/g, ' '));
  if (!tokens) return undefined;
  const steps: ShellStep[] = [];
  let join: ShellStep['join'] = 'always';
  let words: string[] = [];
  let redirect: ShellStep['redirect'];
  const finish = (): boolean => {
    const isEmpty = words.length === 0;
    if (isEmpty && (redirect || join !== 'always')) return false;
    if (!isEmpty) steps.push({ join, words, redirect });
    words = [];
    redirect = undefined;
    return true;
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    if ('word' in token) {
      words.push(token.word);
      continue;
    }
    const next = joins[token.operator];
    if (next) {
      const isMissing = words.length === 0 && next !== 'always';
      if (isMissing || !finish()) return undefined;
      join = next;
      continue;
    }
    const target = tokens[index + 1];
    if (!target || !('word' in target)) return undefined;
    redirect = { path: target.word, isAppending: token.operator === '>>' };
    index += 1;
  }
  return finish() ? steps : undefined;
}

function tokenize(line: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  const endWord = (): void => {
    if (word !== undefined) tokens.push({ word });
    word = undefined;
  };
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quote) {
      if (character === quote) quote = undefined;
      else if (character === '\\' && quote === '"' && /["\\$`]/.test(line.charAt(at + 1))) {
        at += 1;
        word = (word ?? '') + line.charAt(at);
      } else word = (word ?? '') + character;
      continue;
    }
    const operator = operators.find((each) => line.startsWith(each, at));
    if (operator) {
      endWord();
      tokens.push({ operator });
      at += operator.length - 1;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      at += 1;
      word = (word ?? '') + line.charAt(at);
    } else if (/\s/.test(character)) endWord();
    else word = (word ?? '') + character;
  }
  if (quote) return undefined;
  endWord();
  return tokens;
}
