import {
  describeCandidates,
  describeOffer,
  summarizeOffer,
} from '../../../core/check/describe-offer.js';
import { isTelepadError, TelepadError } from '../../../core/errors.js';
import type { CheckStep, CheckTools } from '../../../core/ports/check.js';
import { encodeClientEvent, type ServerEvent } from '../wire/signal-codec.js';
import type { CheckState } from './check-state.js';
import { askForToken, restTools } from './rest-steps.js';
import { type Heard, SignallingVisit } from './signalling-visit.js';

/** How long the vendor's SDK waits (fact sheet 6.2), and twice that where it does not say. */
const openTimeoutMs = 10_000;
const startTimeoutMs = 10_000;
const offerTimeoutMs = 20_000;
/** How much longer candidates are listened for, and how long a pause among them may be. */
const candidateTimeoutMs = 3000;
const candidatePauseMs = 500;

/** From a device token to the phone's offer, and back. */
export function signallingSteps(state: CheckState): readonly CheckStep[] {
  return [
    {
      id: 'signalling',
      title: 'The signalling server is reached',
      advise: () =>
        'Let this machine reach the address that auth names; its port is not the usual one of https. Pages need the same, or the relay of the broker.',
      async run(tools) {
        const socket = await tools.openSocket(state.url);
        state.enter(socket, new SignallingVisit(socket, tools));
        return undefined;
      },
    },
    {
      id: 'opening',
      title: 'It speaks Socket.IO 2',
      advise: () =>
        'Report it: the language of the signalling server is not documented, and perhaps it has changed.',
      async run(tools) {
        const open = await state
          .visit()
          .listen(openTimeoutMs, (heard) => (heard.type === 'open' ? heard : undefined));
        if (!open) throw silent('what a Socket.IO server says first', openTimeoutMs);
        tools.note(
          `It wants to hear of a client every ${open.pingIntervalMs} ms, within ${open.pingTimeoutMs} ms.`,
          'Q4',
        );
        return undefined;
      },
    },
    {
      id: 'authorize',
      title: 'The device token is accepted',
      advise: () =>
        'Start again: tokens live for seconds. If it is refused again, try KOOPHONE_STREAM_TYPE=none.',
      async run(tools) {
        await awaitAuthorization(state.visit());
        tools.note(`The token was ${ageOf(state, tools)} old.`, 'Q1');
        return undefined;
      },
    },
    {
      id: 'start',
      title: 'A stream can be started',
      async run(tools) {
        await start(state, tools);
        return undefined;
      },
    },
    {
      id: 'offer',
      title: 'The phone makes an offer',
      async run(tools) {
        await awaitOffer(state, tools);
        return undefined;
      },
    },
    {
      id: 'leave',
      title: 'The signalling server is left',
      cleansUpAfter: 'signalling',
      async run() {
        state.socket?.close();
        return undefined;
      },
    },
    {
      id: 'token',
      title: 'What a device token is good for is known',
      needs: ['authorize'],
      async run(tools) {
        await tryTokenAgain(state, tools);
        return undefined;
      },
    },
    {
      id: 'stop',
      title: 'The stream is stopped',
      cleansUpAfter: 'prepare',
      run: (tools) => callWithPhone('stopStreaming', state, tools),
    },
    {
      id: 'release',
      title: 'The session is released',
      cleansUpAfter: 'prepare',
      run: (tools) => callWithPhone('releaseSession', state, tools),
    },
  ];
}

/** @throws TelepadError `signalling_refused` */
async function awaitAuthorization(visit: SignallingVisit): Promise<void> {
  const found = await visit.listen(startTimeoutMs, pickEvent('authorize'));
  if (!found) throw silent('whether the token is good', startTimeoutMs);
  if (found.isAuthorized) return;
  const why = found.code === -2 ? ' (it has expired)' : found.code === -1 ? ' (not valid)' : '';
  throw new TelepadError(
    'signalling_refused',
    `The signalling server was shown the device token, and refused it with its code ${found.code}${why}.`,
  );
}

async function start(state: CheckState, tools: CheckTools): Promise<void> {
  const visit = state.visit();
  visit.send(encodeClientEvent({ type: 'start', room: state.answer?.deviceId ?? '', times: 0 }));
  const found = await visit.listen(startTimeoutMs, (heard) =>
    heard.type === 'started' || heard.type === 'start-refused' ? heard : undefined,
  );
  if (!found) throw silent('whether the stream starts', startTimeoutMs);
  if (found.type === 'start-refused') {
    tools.note(`The start was refused with the code ${found.code}.`, 'Q3');
    throw new TelepadError(
      'phone_offline',
      `KooPhone's signalling server was asked to start the stream, and refused with its code ${found.code}. Check that nobody else streams the phone.`,
    );
  }
  tools.hide(found.streamId);
  state.streamId = found.streamId;
  state.videoCodec = found.videoCodec;
  const codec = /^[\w.-]{1,16}$/.exec(found.videoCodec ?? '')?.[0];
  tools.note(codec === undefined ? 'The start names no codec.' : `The start names ${codec}.`, 'Q7');
}

async function awaitOffer(state: CheckState, tools: CheckTools): Promise<void> {
  const visit = state.visit();
  const { keepingSeconds } = state.settings();
  const init = {
    profile: 2,
    volume: 100,
    // What browsers are sure to decode; whether the phone keeps to it shows in its offer.
    videoCodec: 'H264',
    keepingSeconds,
    userId: state.user(tools),
    sessionId: state.sessionId,
    streamingId: state.streamingId,
  } as const;
  visit.send(
    encodeClientEvent({ type: 'message', to: state.streamId, message: { type: 'init', init } }),
  );
  visit.ping();
  const candidates: string[] = [];
  const keepCandidates = (heard: Heard) => {
    if (heard.type !== 'message') return undefined;
    const { message } = heard;
    if (message.type === 'candidate') candidates.push(message.candidate.candidate);
    return message.type === 'offer' ? message : undefined;
  };
  const offer = await visit.listen(offerTimeoutMs, keepCandidates);
  if (!offer) {
    throw new TelepadError(
      'offer_timeout',
      `The stream was started, but the phone made no offer within ${offerTimeoutMs} ms. Restart the phone, and try again.`,
    );
  }
  await visit.listen(candidateTimeoutMs, (heard) => void keepCandidates(heard), candidatePauseMs);
  const summary = summarizeOffer(offer.sdp);
  const codecs = summary.media.flatMap((media) => media.codecs);
  const all = [...summary.candidates, ...candidates];
  tools.note(`The phone offers ${describeOffer(summary)}.`, 'Q7');
  if (codecs.some((name) => /^H265$/i.test(name))) {
    tools.note('H265 is offered though H264 was asked for.', 'Q7');
  }
  tools.note(
    summary.hasDataChannel
      ? 'The offer has a data channel: the phone creates one, probably the channel for input.'
      : 'The offer has no data channel: the page has to create the one for input.',
    'Q5',
  );
  tools.note(
    `Its candidates: ${describeCandidates(all)}; ${summary.candidates.length} of them in the offer.`,
    'Q6',
  );
  tools.note(
    `The server ${visit.pongs > 0 ? 'answered' : 'did not answer'} a ping of the client, and sent ${visit.pings === 0 ? 'none itself' : `${visit.pings} itself`}.`,
    'Q4',
  );
}

/** Whether a token admits twice, and whether a second one ends the first (Q1). Nobody is in the room but the check. */
async function tryTokenAgain(state: CheckState, tools: CheckTools): Promise<void> {
  const again = await isAdmitted(state, tools);
  tools.note(
    `The same token, ${ageOf(state, tools)} old, was ${again ? 'accepted a second time' : 'refused the second time'}.`,
    'Q1',
  );
  if (!again) return;
  await askForToken(state, tools, false);
  const still = await isAdmitted(state, tools);
  tools.note(
    `After another token was given out, the first one is ${still ? 'still accepted' : 'refused'}.`,
    'Q1',
  );
}

async function isAdmitted(state: CheckState, tools: CheckTools): Promise<boolean> {
  try {
    const socket = await tools.openSocket(state.url);
    try {
      await awaitAuthorization(new SignallingVisit(socket, tools));
      return true;
    } finally {
      socket.close();
    }
  } catch (error) {
    if (!isTelepadError(error) || error.code === 'aborted') throw error;
    return false;
  }
}

async function callWithPhone(
  name: 'stopStreaming' | 'releaseSession',
  state: CheckState,
  tools: CheckTools,
): Promise<undefined> {
  await state.client().call(name, { body: { instance_id: state.phoneId } }, restTools(tools).tools);
  return undefined;
}

function pickEvent<Type extends ServerEvent['type']>(type: Type) {
  return (heard: Heard) =>
    heard.type === type ? (heard as Extract<ServerEvent, { type: Type }>) : undefined;
}

function ageOf({ tokenAt }: CheckState, tools: CheckTools): string {
  return `${((tools.now() - tokenAt) / 1000).toFixed(1)} s`;
}

function silent(what: string, timeoutMs: number): TelepadError {
  return new TelepadError(
    'connection_timeout',
    `The signalling server was reached, but did not say ${what} within ${timeoutMs} ms.`,
  );
}
