import { describe, expect, it } from 'vitest';
import { registerPhoneStrings } from '../../../src/element/languages.js';

describe('registering a language', () => {
  it.each([
    ['', {}],
    ['fr)', {}],
    ['français', {}],
    ['fr', undefined],
    ['fr', 'Réessayer'],
    ['fr', null],
  ])('refuses %j with %j', (language, strings) => {
    expect(() => registerPhoneStrings(language, strings as object)).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });

  it('takes texts and what loads them, where there is no page yet, too', () => {
    registerPhoneStrings('fr', { retry: 'Réessayer' });
    registerPhoneStrings('pt-BR', async () => ({ retry: 'Tentar novamente' }));
  });
});
