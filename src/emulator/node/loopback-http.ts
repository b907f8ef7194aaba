/** Nothing that the emulator calls may keep it waiting for longer, in ms. */
const timeoutMs = 10_000;

/**
 * Calls that the emulator makes by itself: a vendor's callbacks and downloads. They go to this machine only,
 * so a test cannot bother a stranger's server by mistake, and all of them end when the emulator closes.
 */
export class LoopbackHttp {
  readonly #closed = new AbortController();

  /** Posts JSON and forgets about it: failures are nobody's business. */
  readonly post = (url: string, body: string): void => {
    void this.#fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).then((response) => response?.body?.cancel().catch(() => {}));
  };

  /** The bytes at `url`; `undefined` when it is not on this machine, does not answer, or has more than `maxBytes`. */
  readonly download = async (url: string, maxBytes: number): Promise<Uint8Array | undefined> => {
    const response = await this.#fetch(url, {});
    if (!response?.ok || !response.body) return undefined;
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of response.body) {
        size += chunk.length;
        if (size > maxBytes) return undefined;
        chunks.push(chunk);
      }
    } catch {
      return undefined;
    }
    return new Uint8Array(Buffer.concat(chunks));
  };

  async #fetch(url: string, init: RequestInit): Promise<Response | undefined> {
    if (!isLoopbackUrl(url)) return undefined;
    try {
      const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(timeoutMs)]);
      return await fetch(url, { ...init, redirect: 'error', signal });
    } catch {
      return undefined;
    }
  }

  close(): void {
    this.#closed.abort();
  }
}

function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}
