import {
  attachView,
  brokerTicket,
  type ControlMessage,
  connect,
  type PhoneSession,
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

/** A page with the element, as its author would write it: the tag and its events are known. */
export function listen(): TelepadPhoneElement {
  const phone = document.createElement('telepad-phone');
  phone.addEventListener('telepad-error', ({ detail }) => console.warn(detail.error.code));
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
