import { describeIceServers } from '../../../core/check/describe-servers.js';
import { clockDifferenceSeconds, recordAnswers } from '../../../core/check/recorded-tools.js';
import { isTelepadError, TelepadError } from '../../../core/errors.js';
import type { CheckSocket, CheckStep, CheckTools, CheckVendor } from '../../../core/ports/check.js';
import type { Ticket } from '../../../core/ticket.js';
import { armcloudBroker } from '../broker/armcloud-broker.js';
import { checkArmcloudSettings } from '../broker/check-armcloud-settings.js';
import {
  type ArmcloudCheckAccount,
  armcloudVariables,
  readArmcloudAccount,
} from './read-account.js';
import { awaitAdmission, awaitOffer } from './room-visit.js';
import { noteTicketFacts } from './ticket-facts.js';

/**
 * The check of an ArmCloud account: what the broker and a page do, up to the phone's offer. It enters the phone's room
 * as a user of its own, and leaves it again; the phone itself is not touched.
 */
export const armcloudCheck: CheckVendor = {
  id: 'armcloud',
  variables: armcloudVariables,
  plan(values, choices) {
    const account = readArmcloudAccount(values, choices);
    return { phoneId: account.phoneId, steps: planSteps(account, choices.mayDisturb) };
  },
};

function planSteps(
  { settings, phoneId, phoneIds }: ArmcloudCheckAccount,
  mayDisturb: boolean,
): readonly CheckStep[] {
  const state = new CheckState();
  const vendor = () => {
    state.vendor ??= armcloudBroker(settings);
    return state.vendor;
  };

  return [
    {
      id: 'settings',
      title: 'The settings can be read',
      async run(tools) {
        vendor();
        const { brand, signature, ticketCall, baseUrl } = checkArmcloudSettings(settings);
        tools.note(
          `Brand ${brand}, signature ${signature}, tickets from ${ticketCall}, ${baseUrl.protocol.replace(':', '')}.`,
        );
        return undefined;
      },
    },
    {
      id: 'account',
      title: 'A signed call is accepted',
      advise: adviseOnAccount,
      async run(tools) {
        const { tools: recorded, answer } = recordAnswers(tools.server);
        const input = { page: 1, pageSize: 10 };
        const call = { phoneIds: 'all', userId: userOf(tools), input } as const;
        const list = await vendor().device?.listPhones?.(call, recorded);
        tools.note(`The account has ${list?.total ?? 0} phone(s).`);
        const last = answer();
        const difference = last && clockDifferenceSeconds(last, tools.now());
        if (difference !== undefined) {
          tools.note(
            `This machine's clock differs from the vendor's by ${Math.abs(difference)} s, which was accepted.`,
            'Q19',
          );
        }
        return undefined;
      },
    },
    {
      id: 'phone',
      title: 'The phone is there and online',
      advise: (code) =>
        code === 'phone_not_found'
          ? 'Check ARMCLOUD_PHONE_IDS; each is a pad code as the console lists it.'
          : undefined,
      async run(tools) {
        const input = { page: 1, pageSize: phoneIds.length };
        const call = { phoneId, userId: userOf(tools), input: {} };
        const all = { phoneIds, userId: userOf(tools), input };
        const list = await vendor().device?.listPhones?.(all, tools.server);
        for (const { phoneId: id, isOnline, status } of list?.phones ?? []) {
          tools.note(`${id} is ${isOnline ? 'online' : 'offline'}, its status is ${status}.`);
        }
        const phone = await vendor().device?.getPhone?.(call, tools.server);
        state.isInUse = phone?.isStreaming === true;
        if (phone?.isOnline) return undefined;
        throw new TelepadError(
          'phone_offline',
          'ArmCloud was asked for the phone, and says that it is offline. Restart it, or check another one.',
        );
      },
    },
    {
      id: 'ticket',
      title: 'A ticket is given out, and its addresses open',
      advise: adviseOnTicket,
      async run(tools) {
        if (state.isInUse && !mayDisturb) {
          return {
            skipped:
              'Somebody watches this phone now. Check another one, or let --disturb go on: that user may lose it.',
          };
        }
        const { tools: recorded, answer } = recordAnswers(tools.server);
        const request = {
          phoneId,
          userId: userOf(tools),
          role: 'control',
          isSecurePage: false,
          isRelayed: false,
        } as const;
        const ticket = await vendor().issueTicket(request, recorded);
        tools.hide(ticket.signalling.url);
        tools.hide(ticket.signalling.url.split('/').slice(3).join('/'));
        state.ticket = ticket;
        const last = answer();
        if (last) Object.assign(state, await noteTicketFacts(last, phoneId, tools));
        tools.note(`It brings ${describeIceServers(ticket.iceServers)}.`);
        return undefined;
      },
    },
    {
      id: 'signalling',
      title: 'The signalling server is reached',
      advise: () =>
        'Compare with a browser on another network. A server that speaks TLS only wants ARMCLOUD_SIGNALLING_SCHEME=wss.',
      async run(tools) {
        state.socket = await openRoom(state, settings.signallingScheme, tools);
        return undefined;
      },
    },
    {
      id: 'admission',
      title: 'The room admits',
      async run(tools) {
        await awaitAdmission(state.room(), tools);
        return undefined;
      },
    },
    {
      id: 'offer',
      title: 'The phone makes an offer',
      async run(tools) {
        await awaitOffer(state.room(), tools);
        return undefined;
      },
    },
    {
      id: 'leave',
      title: 'The room is left',
      cleansUpAfter: 'signalling',
      async run() {
        state.socket?.close();
        return undefined;
      },
    },
    {
      id: 'tls',
      title: 'What pages on https need is known',
      needs: ['signalling'],
      async run(tools) {
        await noteTls(state, tools);
        return undefined;
      },
    },
  ];
}

/** What one step learns for those that follow. */
class CheckState {
  vendor: ReturnType<typeof armcloudBroker> | undefined;
  isInUse = false;
  ticket: Ticket | undefined;
  isSchemeTold = true;
  socket: CheckSocket | undefined;
  /** With which the room was entered. */
  url = '';

  room(): CheckSocket {
    if (this.socket) return this.socket;
    throw new TelepadError('not_connected', 'The room was not entered.');
  }
}

/** Nobody else's, so that nobody is cut off: the vendor cuts an older connection of the same user. */
function userOf({ runId }: CheckTools): string {
  return `telepad-check-${runId}`;
}

/** Tries both schemes where neither the vendor nor the settings name one (question Q2). */
async function openRoom(
  state: CheckState,
  scheme: 'auto' | 'ws' | 'wss',
  tools: CheckTools,
): Promise<CheckSocket> {
  const url = state.ticket?.signalling.url ?? '';
  const isOpen = scheme === 'auto' && !state.isSchemeTold;
  const urls = isOpen ? [url, otherScheme(url)] : [url];
  let failure: unknown;
  for (const candidate of urls) {
    try {
      tools.hide(candidate);
      const socket = await tools.openSocket(candidate);
      state.url = candidate;
      const name = candidate.startsWith('wss:') ? 'wss' : 'ws';
      tools.note(`It was reached with ${name}:.`, 'Q2');
      if (failure !== undefined) {
        tools.note(`Only with ${name}:, so set ARMCLOUD_SIGNALLING_SCHEME=${name}.`, 'Q2');
      }
      return socket;
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** From here, with the same admission once more; whoever is in the room is nobody but the check. */
async function noteTls(state: CheckState, tools: CheckTools): Promise<void> {
  if (state.url.startsWith('wss:')) {
    tools.note('Pages on https reach the signalling server directly.', 'Q2');
    return;
  }
  const secure = otherScheme(state.url);
  tools.hide(secure);
  try {
    (await tools.openSocket(secure)).close();
    tools.note('The server speaks TLS as well: pages on https may go there with wss:.', 'Q2');
  } catch (error) {
    if (!isTelepadError(error) || error.code === 'aborted') throw error;
    tools.note(
      'The server does not take wss: there. Pages on https need the signalling relay of the broker.',
      'Q2',
    );
  }
}

function otherScheme(url: string): string {
  return url.startsWith('wss:') ? url.replace('wss:', 'ws:') : url.replace('ws:', 'wss:');
}

function adviseOnAccount(code: string): string | undefined {
  switch (code) {
    case 'vendor_credentials_rejected':
      return 'Check ARMCLOUD_ACCESS_KEY, ARMCLOUD_SECRET_KEY and ARMCLOUD_BRAND, the clock of this machine, and whether the account allows its address.';
    case 'vendor_unreachable':
    case 'vendor_timeout':
      return 'Check ARMCLOUD_BASE_URL, and that this machine may call it.';
    case 'vendor_answer_invalid':
      return 'Check ARMCLOUD_BASE_URL and ARMCLOUD_BRAND: something else answered.';
    default:
      return undefined;
  }
}

function adviseOnTicket(code: string): string | undefined {
  switch (code) {
    case 'vendor_unsupported':
      return 'Ask the vendor to enable streaming over WebRTC (stream type 2) for the account.';
    case 'decryption_failed':
      return 'Report the brand and the notes above: the form of the sealed fields is not the documented one.';
    default:
      return undefined;
  }
}
