/** The parts of a broker's answers with secrets in them. */
interface SeenTicket {
  readonly signalling?: { readonly url: string };
  readonly iceServers?: readonly { readonly credential?: string }[];
}

/**
 * Collects what a page may know of a broker's answer, but nobody else: tokens in addresses, and credentials for ICE.
 * @returns the answer
 */
export function noteSecrets(response: Response, secrets: Set<string>): Response {
  const { body } = response;
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !body || !/^application\/(x-nd)?json$/.test(type)) return response;
  const decoder = new TextDecoder();
  let text = '';
  const notes = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true });
      // An answer that comes bit by bit has one JSON value on each line; every chunk ends with one.
      for (const line of text.split('\n'))
        for (const secret of secretsOf(line)) secrets.add(secret);
      controller.enqueue(chunk);
    },
  });
  return new Response(body.pipeThrough(notes), response);
}

function secretsOf(text: string): readonly string[] {
  let answer: SeenTicket & { readonly ticket?: SeenTicket };
  try {
    answer = JSON.parse(text) as typeof answer;
  } catch {
    return []; // Not all of it is there yet.
  }
  const { signalling, iceServers = [] } = answer?.ticket ?? answer ?? {};
  const credentials = iceServers.flatMap(({ credential }) => credential ?? []);
  return [...tokensOf(signalling?.url), ...credentials].filter((each) => each.length > 0);
}

/** ArmCloud's token is the address's path, KooPhone's a part of its query. */
export function tokensOf(url: string | undefined): readonly string[] {
  if (url === undefined) return [];
  const { pathname, search, searchParams } = new URL(url);
  const tokens = ['token', 'device_token'].flatMap((name) => searchParams.get(name) ?? []);
  return tokens.length > 0 ? tokens : [`${pathname.slice(1)}${search}`];
}
