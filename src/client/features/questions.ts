import {
  type DeviceInfoEvent,
  type DeviceInfoQuery,
  type PhoneOrientation,
  phoneOrientations,
  type ShellOutputEvent,
  type VideoFileEvent,
  type VideoFileMessage,
} from '../../core/features.js';
import { type AnswerOptions, readAnswerOptions } from './answer-options.js';
import { openQueue } from './answer-queue.js';
import { argumentInvalid, checkBoolean, checkOneOf, checkText } from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';
import { phoneRefused } from './feature-errors.js';

export interface VideoFile {
  /** Where the phone downloads it: http or https. */
  readonly url: string;
  /** Its name on the phone. */
  readonly name: string;
  /** @default true */
  readonly isLoop?: boolean;
}

/** What the phone's camera plays of a video file. */
export interface VideoFileStatus {
  readonly status: 'live' | 'offline' | 'unknown';
  /** The file on the phone. */
  readonly path: string | undefined;
}

/** What the phone answers. */
export interface QuestionFeatures {
  /**
   * Runs a shell command on the phone. A command that fails on the phone resolves too: see `isSuccess`.
   * After `phone_timeout`, the next command waits 5 s for the late answer, so that it is not given that one;
   * an answer that is later still cannot be told from its own.
   * @param command 1 to 16,384 characters
   */
  shell(
    command: string,
    options?: AnswerOptions,
  ): Promise<{ readonly isSuccess: boolean; readonly output: string }>;
  /**
   * Turns the phone's screen, and automatic rotation off. Resolves when the phone has taken the order; its new size
   * is told by the session's `display` event, unless the app on show does not turn. Late answers as for `shell`.
   * @throws TelepadError `phone_refused`, `phone_timeout`
   */
  rotate(orientation: PhoneOrientation, options?: AnswerOptions): Promise<void>;
  /** The installed apps, in the vendor's own shape. Late answers as for `shell`. */
  listApps(options?: AnswerOptions): Promise<unknown>;
  /** The phone's properties, in the vendor's own shape. Late answers as for `shell`. */
  getProperties(options?: AnswerOptions): Promise<unknown>;

  /** Plays a video file as the phone's camera. @throws TelepadError `phone_refused`, `phone_timeout` */
  startVideoFile(file: VideoFile, options?: AnswerOptions): Promise<void>;
  /** @throws TelepadError `phone_refused`, `phone_timeout` */
  stopVideoFile(options?: AnswerOptions): Promise<void>;
  videoFileStatus(options?: AnswerOptions): Promise<VideoFileStatus>;
}

/** What the phone answers: one queue for each kind of answer. */
export function createQuestions(channel: FeatureChannel): QuestionFeatures {
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
    async rotate(orientation, options) {
      checkOneOf('orientation', orientation, phoneOrientations);
      const what = 'to turn its screen';
      const { isSuccess, output } = await shell.ask({
        what,
        send: () => channel.send({ type: 'rotation', orientation }),
        ...readAnswerOptions(options),
      });
      if (!isSuccess) throw phoneRefused(what, output);
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
