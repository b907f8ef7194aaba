import type { IceServer } from '../../../../core/ticket.js';

/**
 * `ice_servers` is a list of texts (fact sheet 3.3.1): an address where that is all there is to say, and otherwise the
 * vendor SDK's object as JSON.
 */
export function iceTexts(servers: readonly IceServer[]): readonly string[] {
  return servers.flatMap(({ urls, username, credential }) =>
    [urls]
      .flat()
      .map((uri) =>
        username === undefined && credential === undefined
          ? uri
          : JSON.stringify({ uri, usr: username, pwd: credential }),
      ),
  );
}
