import {
  type AdaptOptions,
  attachView,
  brokerTicket,
  type ControlMessage,
  connect,
  type Diagnosis,
  diagnose,
  type PhoneSession,
  type PhoneStatistics,
  type RetryPolicy,
  type SessionPolicy,
  TelepadError,
} from 'telepad';
import { createDeviceApi, type TaskState } from 'telepad/device';
import 'telepad/element';
import type { TelepadPhoneElement } from 'telepad/element';

/** A page's code as its author would write it; it only has to compile. */
export function show(element: HTMLElement, phone: TelepadPhoneElement): PhoneSession {
  const session = connect({ ticket: brokerTicket({ url: '/telepad', phoneId: 'a' }) });
  attachView(session, element);
  session.on('closed', ({ error }) => {
    if (error instanceof TelepadError) phone.title = error.code;
  });
  const message: ControlMessage = { type: 'text', text: 'hello' };
  session.send(message);
  return session;
}

/** A page that cares for bad networks, as its author would write it. */
export async function watch(status: HTMLElement): Promise<Diagnosis> {
  const recoveryRetry: RetryPolicy = { maxAttempts: 20, baseDelayMs: 300, maxDelayMs: 8000 };
  const policy: Partial<SessionPolicy> = { disconnectGraceMs: 2000, recoveryRetry };
  const adapt: AdaptOptions = { maxJitterBufferMs: 0, quality: false };
  const ticket = brokerTicket({ url: '/telepad', phoneId: 'a' });
  const session = connect({ ticket, policy, adapt, iceTransportPolicy: 'relay' });
  session.on('lost', (messages) => console.warn(messages.map(({ type }) => type)));
  session.on('closed', ({ diagnosis }) => console.warn(diagnosis?.verdict, diagnosis?.advice));
  const draw = ({ path, video, latency, adaptation }: PhoneStatistics) => {
    const rate = video?.frameRates.presented?.toFixed(0);
    status.textContent = `${path?.protocol} ${rate} ${latency.inputToPhotonMs} ${adaptation?.qualityStep}`;
  };
  session.on('stats', draw);
  draw(await session.stats());
  const before = await diagnose({ ticket, signalling: false, timeoutMs: 2000 });
  return before.status === 'failed' ? before : session.diagnose();
}

/** A page with the element, as its author would write it: the tag and its events are known. */
export function listen(): TelepadPhoneElement {
  const phone = document.createElement('telepad-phone');
  phone.addEventListener('telepad-error', ({ detail }) => console.warn(detail.error.code));
  phone.addEventListener('telepad-lost', ({ detail }) => console.warn(detail.messages.length));
  phone.addEventListener('telepad-stats', ({ detail }) => console.log(detail.statistics.video));
  document.querySelector('telepad-phone')?.session?.keepAwake();
  return phone;
}

/** A toolbar's code as its author would write it. */
export async function restart(phoneId: string): Promise<TaskState> {
  const device = createDeviceApi({ url: '/telepad', phoneId });
  await device.startApp({ packageName: 'com.android.settings' });
  const { taskId } = await device.restart();
  return device.waitForTask(taskId, { onProgress: ({ progress }) => console.log(progress) });
}
