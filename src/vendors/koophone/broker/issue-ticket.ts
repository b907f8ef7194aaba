import { TelepadError } from '../../../core/errors.js';
import type { BrokerTools, BrokerVendor } from '../../../core/ports/broker.js';
import type { IceServer } from '../../../core/ticket.js';
import { type AuthAnswer, readAuthAnswer } from '../wire/auth-answer.js';
import type { KoophoneDialectSettings } from '../wire/dialect-settings.js';
import { restCalls } from '../wire/rest-calls.js';
import { signallingAddress } from '../wire/signalling-address.js';
import type { AccountClient } from './account-client.js';
import { checkPhoneId, checkUserId } from './check-ids.js';
import { sha256Hex } from './hex.js';
import type { PublicKoophoneSettings } from './koophone-settings.js';
import { makeReady, type PreparedPhone } from './make-ready.js';
import { sharePreparations } from './preparations.js';
import { answerInvalid } from './vendor-failure.js';

const { purpose } = restCalls.auth;

/** Tickets: the phone is made ready, and its device token got right before the answer, because it lives so short. */
export function createTicketIssuer(
  settings: PublicKoophoneSettings,
  client: AccountClient,
): BrokerVendor['issueTicket'] {
  const { allowDirect, protocol, keepingSeconds, deviceTokenLifetimeSeconds } = settings;
  const prepare = sharePreparations((phone, tools) => makeReady(phone, client, settings, tools));

  return async (request, tools) => {
    const { role, isSecurePage, isRelayed } = request;
    if (!isRelayed && !allowDirect) throw needsRelay();
    const phone = {
      phoneId: checkPhoneId(request.phoneId, purpose),
      userId: checkUserId(request.userId, purpose),
    };
    await prepare(phone, tools);
    const answer = await askForToken(phone, tools);
    const ids = {
      deviceId: answer.deviceId,
      sessionId: await sessionIdOf(phone),
      streamingId: answer.streamingId ?? crypto.randomUUID(),
    };
    const { signallingUrl, deviceToken } = answer;
    const url = signallingAddress({ signallingUrl, deviceToken, protocol, ...ids });
    if (url === undefined) {
      throw answerInvalid(purpose, 'its signaling_url is no address that could be called');
    }
    if (!isRelayed && isSecurePage && !url.startsWith('wss:')) throw needsSecureAddress();
    const dialect: KoophoneDialectSettings = { protocol, ...ids, keepingSeconds };
    return {
      vendor: 'koophone',
      ...phone,
      role,
      expiresAt: tools.now() + deviceTokenLifetimeSeconds * 1000,
      signalling: { url },
      iceServers: iceServersOf(answer, tools),
      dialect: { ...dialect },
    };
  };

  async function askForToken(phone: PreparedPhone, tools: BrokerTools): Promise<AuthAnswer> {
    const { streamType } = settings;
    const query = streamType === 'none' ? [] : [['stream_type', String(streamType)] as const];
    const { data } = await client.call('auth', { id: phone.phoneId, query }, tools);
    const answer = readAuthAnswer(data);
    if ('missing' in answer) throw answerInvalid(purpose, `it has no usable ${answer.missing}`);
    if (answer.instanceId !== undefined && answer.instanceId !== phone.phoneId) {
      tools.warn('KooPhone gave a token for a phone, but its answer names another one (kp_id).');
    }
    return answer;
  }

  function iceServersOf({ iceServers }: AuthAnswer, tools: BrokerTools): readonly IceServer[] {
    const { servers, unusable } = iceServers;
    if (unusable > 0) {
      tools.warn(
        `KooPhone's ice_servers held ${unusable} unusable row(s), which the ticket leaves out.`,
      );
    }
    return servers.length > 0 ? servers : settings.iceServers;
  }
}

/** The same for the same user and phone, so that one who returns in time gets the session that the phone has kept. */
async function sessionIdOf({ phoneId, userId }: PreparedPhone): Promise<string> {
  return (await sha256Hex(`telepad session\n${phoneId}\n${userId}`)).slice(0, 32);
}

function needsRelay(): TelepadError {
  return new TelepadError(
    'not_supported',
    "The ticket was refused because it would hold KooPhone's own address and token, and this broker has no relay for them. Give the broker a signalling relay, or set allowDirect.",
  );
}

function needsSecureAddress(): TelepadError {
  return new TelepadError(
    'not_supported',
    'The ticket was refused because the phone is at a plain ws: address, which a page over https may not open. Give the broker a signalling relay.',
  );
}
