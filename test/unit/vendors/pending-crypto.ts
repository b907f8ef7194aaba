/** How much Web Crypto is doing: it works on other threads, and as long as it does, a fake clock must not go on. */
export const pendingCrypto = { count: 0 };

for (const name of ['sign', 'verify', 'digest', 'importKey'] as const) {
  const original = crypto.subtle[name] as (...given: unknown[]) => Promise<unknown>;
  const counted = async (...given: unknown[]) => {
    pendingCrypto.count += 1;
    try {
      return await original.apply(crypto.subtle, given);
    } finally {
      pendingCrypto.count -= 1;
    }
  };
  Object.defineProperty(crypto.subtle, name, { value: counted });
}
