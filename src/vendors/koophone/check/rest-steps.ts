import { describeAddress, describeIceServers } from '../../../core/check/describe-servers.js';
import { clockDifferenceSeconds, recordAnswers } from '../../../core/check/recorded-tools.js';
import { asNumber, asObject, parseJson } from '../../../core/json.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import type { CheckStep, CheckTools } from '../../../core/ports/check.js';
import { makeReady } from '../broker/make-ready.js';
import { findPhone, pageQuery, queryPhones, queryStatus } from '../broker/query-phones.js';
import { answerInvalid, phoneNotFound } from '../broker/vendor-failure.js';
import { type AuthAnswer, readAuthAnswer } from '../wire/auth-answer.js';
import { tokenHeader } from '../wire/iam.js';
import { restCalls } from '../wire/rest-calls.js';
import type { CheckState } from './check-state.js';

/** The broker's tools with the note-taking that these steps want. */
export function restTools(tools: CheckTools) {
  return recordAnswers(tools.server, ({ headers }) => {
    const token = headers[tokenHeader];
    if (token !== undefined) tools.hide(token);
  });
}

/** From the credentials to a device token. */
export function restSteps(state: CheckState, mayDisturb: boolean): readonly CheckStep[] {
  const { phoneId } = state;
  return [
    {
      id: 'settings',
      title: 'The settings can be read',
      async run(tools) {
        const { credentials, region, basePath, baseUrl, streamType } = state.settings();
        const way = 'accessKey' in credentials ? 'signed with a key' : 'with a token of IAM';
        tools.note(
          `Region ${region}, ${baseUrl.protocol.replace(':', '')}, base path ${basePath}, stream type ${streamType}; requests go ${way}.`,
        );
        return undefined;
      },
    },
    {
      id: 'account',
      title: 'The credentials are accepted',
      advise: adviseOnAccount,
      async run(tools) {
        const { tools: recorded, answer } = restTools(tools);
        const { total } = await queryPhones(pageQuery(1, 10), state.client(), recorded);
        tools.note(`The account has ${total} phone(s).`);
        const last = answer();
        const difference = last && clockDifferenceSeconds(last, tools.now());
        if (difference !== undefined) {
          tools.note(
            `This machine's clock differs from the vendor's by ${Math.abs(difference)} s; signatures allow 15 minutes.`,
          );
        }
        return undefined;
      },
    },
    {
      id: 'phone',
      title: 'The phone is in the list',
      advise: (code) =>
        code === 'phone_not_found'
          ? 'Check KOOPHONE_PHONE_IDS: the instance ids of the console, not its phone ids.'
          : undefined,
      async run(tools) {
        const phone = await findPhone(phoneId, state.client(), restTools(tools).tools);
        if (!phone) throw phoneNotFound(restCalls.queryPhones.purpose);
        state.running = phone.running;
        tools.note(
          `The list calls it ${phone.running}${phone.isFrozen ? ' and frozen' : ''}, ${phone.isAssigned ? 'assigned' : 'not assigned'}.`,
        );
        state.takeUser(phone.assignedUserId, tools);
        return undefined;
      },
    },
    {
      id: 'status',
      title: 'Its status can be asked for',
      async run(tools) {
        const rows = await queryStatus([phoneId], state.client(), restTools(tools).tools);
        const row = rows.find((found) => found.phoneId === phoneId);
        if (!row) throw answerInvalid(restCalls.queryStatus.purpose, 'it does not name the phone');
        state.isInUse = row.isStreaming;
        tools.note(
          `batch-query-status says ${row.raw}: "${row.state}" by its table, "${introductionStates[row.raw] ?? 'nothing'}" by its introduction; the list says "${state.running}".`,
          'Q8',
        );
        return undefined;
      },
    },
    {
      id: 'prepare',
      title: 'The phone is made ready',
      advise: adviseOnPrepare,
      async run(tools) {
        if (state.isInUse && !mayDisturb) {
          return {
            skipped:
              'Somebody streams this phone now. Check another one, or let --disturb go on: that user loses it.',
          };
        }
        await prepare(state, tools);
        return undefined;
      },
    },
    {
      id: 'auth',
      title: 'A device token is given out',
      async run(tools) {
        state.take(await askForToken(state, tools, true), tools);
        return undefined;
      },
    },
  ];
}

/** The enum of the page's introduction, which is that of another call (fact sheet 3.6). */
const introductionStates = [
  'unknown',
  'stopped',
  'running',
  'going offline',
  'starting',
  'shut down',
];

async function prepare(state: CheckState, tools: CheckTools): Promise<void> {
  const { tools: recorded, answer } = restTools(tools);
  const startedAt = tools.now();
  const seen: string[] = [];
  const counts: number[] = [];
  const listening: BrokerTools = {
    ...recorded,
    async request(call, options) {
      const result = await recorded.request(call, options);
      const data = asObject(asObject(parseJson(result.text))?.data);
      const waitingCount = asNumber(data?.waitingCount);
      if (waitingCount !== undefined) counts.push(waitingCount);
      return result;
    },
    report({ stage }) {
      if (seen.at(-1) !== stage) seen.push(stage);
    },
  };
  const userId = state.user(tools);
  const user = { phoneId: state.phoneId, userId };
  await makeReady(user, state.client(), state.settings(), listening);
  const seconds = Math.round((tools.now() - startedAt) / 1000);
  tools.note(`It took ${seconds} s${seen.length > 0 ? `: ${seen.join(', ')}` : ''}.`);
  const told = counts.filter((count, index) => count !== counts[index - 1]);
  if (told.length > 0) tools.note(`waitingCount was ${told.join(', ')}.`, 'Q9');
  if (answer()?.headers['retry-after'] !== undefined) tools.note('The answer names a rate.', 'Q9');
}

/**
 * @param isNoted false for a second token, of which nothing new is learned
 * @throws TelepadError
 */
export async function askForToken(
  state: CheckState,
  tools: CheckTools,
  isNoted: boolean,
): Promise<AuthAnswer> {
  const { streamType } = state.settings();
  const query = streamType === 'none' ? [] : [['stream_type', String(streamType)] as const];
  const request = { id: state.phoneId, query };
  const { data } = await state.client().call('auth', request, restTools(tools).tools);
  const answer = readAuthAnswer(data);
  if ('missing' in answer) {
    throw answerInvalid(restCalls.auth.purpose, `it has no usable ${answer.missing}`);
  }
  tools.hide(answer.deviceToken);
  tools.hide(answer.deviceId);
  tools.hide(answer.signallingUrl);
  if (isNoted) noteAuthAnswer(answer, data, tools);
  return answer;
}

function noteAuthAnswer(answer: AuthAnswer, data: unknown, tools: CheckTools): void {
  const { servers, unusable } = answer.iceServers;
  tools.note(`signaling_url is ${describeAddress(answer.signallingUrl)}.`, 'Q2');
  tools.note(
    `The answer brings ${describeIceServers(servers)}${unusable > 0 ? ` and ${unusable} that no browser could take` : ''}.`,
    'Q6',
  );
  tools.note(
    `The device token has ${answer.deviceToken.length} characters; streamingId is ${answer.streamingId === undefined ? 'missing' : 'there'}.`,
  );
  const expired = findExpiry(data);
  if (expired !== undefined) tools.note(`expired_time is ${expired} s.`);
}

/** Seconds; null and text that is no number are no news. */
function findExpiry(data: unknown): number | undefined {
  const rtc = asObject(asObject(asObject(data)?.resource)?.rtc);
  return asNumber(asObject(rtc?.ice_signaling)?.expired_time);
}

function adviseOnAccount(code: string): string | undefined {
  switch (code) {
    case 'vendor_credentials_rejected':
      return 'Where IAM refused: KOOPHONE_USER_NAME, KOOPHONE_PASSWORD, KOOPHONE_DOMAIN_NAME and KOOPHONE_REGION; five wrong passwords lock the user for a while. Where the service did: the key, the clock of this machine and the permissions of docs/koophone.md.';
    case 'vendor_unreachable':
    case 'vendor_timeout':
      return 'Check KOOPHONE_REGION, KOOPHONE_BASE_URL and KOOPHONE_IAM_URL, and that this machine may call them.';
    case 'vendor_answer_invalid':
      return 'Check KOOPHONE_BASE_URL and KOOPHONE_BASE_PATH: something else answered.';
    default:
      return undefined;
  }
}

function adviseOnPrepare(code: string): string | undefined {
  switch (code) {
    case 'vendor_rejected':
      return 'Assign the phone to a user and name that user in KOOPHONE_USER_ID.';
    case 'phone_offline':
      return 'Look at the phone in the console; a restore after a long rest may take more than five minutes: try again.';
    default:
      return undefined;
  }
}
