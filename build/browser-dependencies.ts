import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const partsFile = fileURLToPath(new URL('./simple-peer-parts.ts', import.meta.url));

const eventEmitterFile = fileURLToPath(
  new URL('../node_modules/eventemitter3/index.js', import.meta.url),
);

/** Each package that simple-peer requires, and the export of simple-peer-parts.ts that stands in for it. */
const standInByPackage = {
  'err-code': 'errCode',
  'get-browser-rtc': 'getBrowserRtc',
  'queue-microtask': 'queueSoon',
  'readable-stream': 'readableStream',
  buffer: 'buffer',
  debug: 'createDebug',
  randombytes: 'randomBytes',
} as const satisfies Record<string, string>;

/**
 * Our one door to simple-peer, src/client/peer.ts, has it answer offers and nothing else. Data channels, tracks,
 * candidates, offers of our own and the connection's states are handled there, on the connection itself: one closing
 * channel or a failed ICE check must not end a peer, as simple-peer would have it. So its handlers go, and with them
 * what only they call: 3.5 KiB gzip. Should any of it ever be called, it fails loudly, for these methods are gone.
 */
const unreachableMethods = [
  'addStream',
  'addTrack',
  'addTransceiver',
  'address',
  'bufferSize',
  'connected',
  'getStats',
  'negotiate',
  'removeStream',
  'removeTrack',
  'replaceTrack',
  'send',
  '_addIceCandidate',
  '_createOffer',
  '_debug',
  '_maybeReady',
  '_onChannelBufferedAmountLow',
  '_onChannelClose',
  '_onChannelMessage',
  '_onChannelOpen',
  '_onConnectionStateChange',
  '_onFinish',
  '_onIceCandidate',
  '_onIceStateChange',
  '_onInterval',
  '_onSignalingStateChange',
  '_onTrack',
  '_needsNegotiation',
  '_requestMissingTransceivers',
  '_setupData',
  '_startIceCompleteTimeout',
  '_write',
];

/** `this._pc.onicecandidate = event => {` and so on, with the line of each and its end; and their removal. */
const handlers = /^ *this\._pc\.(on\w+) = (?:null$|.* => \{\n.*\n *\}$)/gm;

/**
 * Calls that come to nothing: the negotiation that an answering side does not begin, the end of a stream that never
 * carried anything, and the request for transceivers, in words of its own that no phone knows.
 */
const vainCalls =
  /^ *(?:this\._needsNegotiation\(\)|this\.once\('finish', .*|if \(!this\.initiator\) this\._request.*)$/gm;

/** What is the same for every peer, so that the minifier finds what depends on it. */
const constants: Readonly<Record<string, string>> = {
  answerOptions: '{}',
  initiator: 'false',
  trickle: 'true',
  channelNegotiated: 'false',
  streams: 'null',
  _connected: 'false',
  _channel: 'null',
};

/** Fields that only the methods above would read. */
const unreadFields = [
  'remoteAddress',
  'remoteFamily',
  'remotePort',
  'localAddress',
  'localFamily',
  'localPort',
  'channelConfig',
  'config',
  'offerOptions',
  'allowHalfTrickle',
  'iceCompleteTimeout',
  '_batchedNegotiation',
  '_cb',
  '_channelReady',
  '_chunk',
  '_closingInterval',
  '_firstNegotiation',
  '_iceComplete',
  '_iceCompleteTimer',
  '_id',
  '_interval',
  '_isNegotiating',
  '_isReactNativeWebrtc',
  '_onFinishBound',
  '_pcReady',
  '_pendingCandidates',
  '_queuedNegotiation',
  '_remoteStreams',
  '_remoteTracks',
  '_senderMap',
  '_sendersAwaitingStable',
  'sdpTransform',
];

/**
 * Blocks that an offer of ours never comes to, by how they begin: `signal` is given descriptions only, and the
 * connection is our own, with its own configuration.
 */
const deadBlocks = [
  'opts = Object.assign({',
  'this.channelName = opts.initiator',
  'if (!this._wrtc) {',
  "if (typeof this._pc.peerIdentity === 'object') {",
  'this._onFinishBound = () => {',
  "if (typeof data === 'string') {",
  'if (data.renegotiate && this.initiator) {',
  'if (data.transceiverRequest && this.initiator) {',
  'if (data.candidate) {',
  'this._pendingCandidates.forEach(',
  'if (!data.sdp && !data.candidate',
  'Peer.config = {',
];

const escaped = (text: string) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** Up to the line that is as far in as its first one and closes it. */
const deadBlock = new RegExp(
  `^( *)(${deadBlocks.map(escaped).join('|')}).*\\n(?:(?:\\1 +.*)?\\n)*?(?:\\1[})].*| *: null)$`,
  'gm',
);

/** Lines of their own that come to nothing once the blocks are gone; nobody signals to a peer that is closed. */
const vainLines =
  /^ *(?:if \(this\.destroyed\) throw .*|_read \(\) \{\}|clearInterval\(.*|if \(this\._onFinishBound\).*|if \(!this\._(?:read|writ)ableState.*|const \{ Buffer \} = .*|this\.readable = .*|answer\.sdp = .*|Peer\.(?:WEBRTC_SUPPORT|channelConfig) = .*)$/gm;

const assignments = new RegExp(
  `^ *this\\.(?:${[...unreadFields, ...Object.keys(constants)].join('|')}) = .*$`,
  'gm',
);

/**
 * Turns simple-peer's CommonJS source into an ES module with browser stand-ins for its Node parts. Only its
 * own `require` calls are redirected, so nobody else's `buffer` or `debug` changes. Its debug lines and
 * unreachable methods are emptied. Every line stays where it is, for source maps.
 * @param parts where simple-peer-parts.ts is imported from
 * @throws Error when the source is not the one this was written for
 */
export function convertSimplePeer(source: string, parts: string): string {
  const replaced = new Set<string>();
  const cut = new Set<string>();
  const handled = new Set<string>();
  const dead = new Set<string>();
  const body = source
    .replaceAll(/\brequire\('([\w-]+)'\)/g, (call, name: string) => {
      if (!isReplaced(name)) return call;
      replaced.add(name);
      return `parts.${standInByPackage[name]}`;
    })
    .replaceAll(/^ {2}(?:get )?(\w+) \(.*?\) \{\n[\s\S]*?^ {2}\}$/gm, (method, name: string) => {
      if (!unreachableMethods.includes(name)) return method;
      cut.add(name);
      return method.replaceAll(/[^\n]/g, '');
    })
    .replaceAll(/^ *this\._debug\('.*\)$/gm, '')
    .replaceAll(handlers, (lines, name: string) => {
      handled.add(name);
      return lines.replaceAll(/[^\n]/g, '');
    })
    .replaceAll(vainCalls, '')
    .replaceAll(deadBlock, (lines, _indent, start: string) => {
      dead.add(start);
      return lines.replaceAll(/[^\n]/g, '');
    })
    .replaceAll(vainLines, '')
    .replaceAll(assignments, '')
    // The codes of its errors: nobody reads them.
    .replaceAll(/\berrCode\((.+), 'ERR_\w+'\)/g, '$1')
    // Peers get their connection by it, always.
    .replace(/^( *this\._wrtc = )\(.*$(\n).*$(\n).*$/m, '$1opts.wrtc$2$3')
    .replaceAll(/\b(?:this|opts)\.(\w+)\b/g, (field, name: string) =>
      Object.hasOwn(constants, name) ? String(constants[name]) : field,
    )
    .replace(/^module\.exports = Peer$/m, 'export default Peer');
  const isComplete =
    replaced.size === Object.keys(standInByPackage).length &&
    cut.size === unreachableMethods.length &&
    handled.size === 7 &&
    dead.size === deadBlocks.length &&
    !/\brequire\(|\bmodule\.exports\b|_requestMissingTransceivers/.test(body);
  if (!isComplete) {
    throw new Error(
      'simple-peer is not what it was in 9.11.1: compare its index.js with build/browser-dependencies.ts and what stands in there.',
    );
  }
  return `import * as parts from ${JSON.stringify(parts)}; ${body}`;
}

/** What of eventemitter3 neither Telepad nor simple-peer uses. */
const unusedEventMethods = ['eventNames', 'listeners', 'listenerCount'];

/** Its short cuts for few arguments, its look at listeners (which are typed here), what it does for browsers of 2012, and other names of the same. */
const eventShortCuts =
  /^ *if \(typeof fn !== 'function'\) \{\n.*\n *\}$|^ *(?:case \d: .*|if \(!new Events\(\)\.__proto__\) .*|EventEmitter\.(?:prototype\.addListener|prefixed|EventEmitter) = .*)$/gm;

/**
 * Turns eventemitter3's CommonJS source into an ES module, without the glue of its own one. Every line stays where
 * it is.
 * @throws Error when the source is not the one this was written for
 */
export function convertEventEmitter(source: string): string {
  const cut = new Set<string>();
  const body = source
    .replaceAll(
      /^EventEmitter\.prototype\.(\w+) = function \w+\(.*\) \{\n[\s\S]*?^\};$/gm,
      (method, name: string) => {
        if (!unusedEventMethods.includes(name)) return method;
        cut.add(name);
        return method.replaceAll(/[^\n]/g, '');
      },
    )
    .replaceAll(eventShortCuts, (lines) => lines.replaceAll(/[^\n]/g, ''))
    .replaceAll('prefix ? prefix + event : event', 'event')
    .replace(
      /^if \('undefined' !== typeof module\) \{\n {2}module\.exports = EventEmitter;\n\}$/m,
      'export { EventEmitter };\n\n',
    );
  if (cut.size !== unusedEventMethods.length || /\bmodule\.exports\b/.test(body)) {
    throw new Error(
      'eventemitter3 is not what it was in 5.0.4: compare its index.js with build/browser-dependencies.ts.',
    );
  }
  return body;
}

function isReplaced(name: string): name is keyof typeof standInByPackage {
  return Object.hasOwn(standInByPackage, name);
}

/** simple-peer and eventemitter3 as browsers get them: for every build and test run that meets them. */
export function browserDependencies(): Plugin {
  return {
    name: 'telepad:browser-dependencies',
    enforce: 'pre',
    config: () => ({
      resolve: { alias: [{ find: /^eventemitter3$/, replacement: eventEmitterFile }] },
      // A development server would otherwise bundle the package beforehand, as it is.
      optimizeDeps: { exclude: ['simple-peer', 'eventemitter3'] },
    }),
    transform: {
      filter: { id: /\/node_modules\/(?:simple-peer|eventemitter3)\/index\.js$/ },
      handler: (source, id) => ({
        code: id.includes('/simple-peer/')
          ? convertSimplePeer(source, partsFile)
          : convertEventEmitter(source),
        map: null,
      }),
    },
  };
}
