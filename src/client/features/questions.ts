import type {
  DeviceInfoEvent,
  DeviceInfoQuery,
  ShellOutputEvent,
  VideoFileEvent,
  VideoFileMessage,
} from '../../core/features.js';
import { AnswerQueue } from './answer-queue.js';
import { argumentInvalid, checkBoolean, checkText, checkWhole } from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';
import { phoneRefused } from './feature-errors.js';
import type { AnswerOptions, PhoneFeatures } from './phone-features.js';

/** @throws TelepadError `argument_invalid` */
export function readAnswerOptions(options: AnswerOptions = {}, defaultTimeoutMs = 10_000) {
  const { timeoutMs = defaultTimeoutMs, signal } = options;
  checkWhole('timeoutMs', timeoutMs, 1, 600_000);
  return { timeoutMs, signal };
}

/** A queue whose questions do not outlive the connection that they were asked on. */
export function openQueue<Answer>(channel: FeatureChannel): AnswerQueue<Answer> {
  const queue = new AnswerQueue<Answer>();
  channel.onConnection((_connection, signal) => {
    signal.addEventListener('abort', () => queue.lose(channel.whyLost()));
  });
  return queue;
}

type Questions = Pick<
  PhoneFeatures,
  'shell' | 'listApps' | 'getProperties' | 'startVideoFile' | 'stopVideoFile' | 'videoFileStatus'
>;

/** What the phone answers: one queue for each kind of answer. */
export function createQuestions(channel: FeatureChannel): Questions {
  const shell = openQueue<ShellOutputEvent>(channel);
  const info = openQueue<DeviceInfoEvent>(channel);
  const videoFile = openQueue<VideoFileEvent>(channel);
  channel.on('shelloutput', (event) => shell.answered(event));
  channel.on('deviceinfo', (event) => info.answered(event));
  channel.on('videofile', (event) => videoFile.answered(event));

  async function askInfo(about: DeviceInfoQuery['about'], options?: AnswerOptions) {
    const answer = await info.ask({
      what: `the question for its ${about}`,
      send: () => channel.send({ type: 'device-info-query', about }),
      ...readAnswerOptions(options),
    });
    return answer.info;
  }

  async function askVideoFile(message: VideoFileMessage, options?: AnswerOptions) {
    const what = `to ${message.action} the video file`;
    const answer = await videoFile.ask({
      what,
      send: () => channel.send(message),
      ...readAnswerOptions(options),
      isAnswer: ({ action }) => action === message.action,
    });
    if (message.action !== 'status' && !answer.isSuccess) throw phoneRefused(what, answer.detail);
    return answer;
  }

  return {
    async shell(command, options) {
      checkText('command', command, 16_384);
      const { isSuccess, output } = await shell.ask({
        what: 'the shell command',
        send: () => channel.send({ type: 'shell', command }),
        ...readAnswerOptions(options),
      });
      return { isSuccess, output };
    },
    listApps: (options) => askInfo('apps', options),
    getProperties: (options) => askInfo('properties', options),
    async startVideoFile({ url, name, isLoop = true }, options) {
      checkText('url', url, 2048);
      if (!/^https?:\/\/\S+$/.test(url)) throw argumentInvalid('url', 'an http or https address');
      checkText('name', name, 255);
      checkBoolean('isLoop', isLoop);
      await askVideoFile({ type: 'video-file', action: 'start', url, name, isLoop }, options);
    },
    async stopVideoFile(options) {
      await askVideoFile({ type: 'video-file', action: 'stop' }, options);
    },
    async videoFileStatus(options) {
      const { status, path } = await askVideoFile(
        { type: 'video-file', action: 'status' },
        options,
      );
      return { status, path };
    },
  };
}
