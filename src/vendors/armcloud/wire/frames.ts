/** The envelopes of ArmCloud's data channel (fact sheet 6.1). */

/** Client to phone, the flat family: every field beside `touchType`. */
export function flatFrame(touchType: string, fields: object): string {
  return JSON.stringify({ touchType, ...fields });
}

/** Client to phone, the wrapped family: the content is JSON text inside JSON. */
export function wrappedFrame(touchType: string, content: unknown): string {
  return flatFrame(touchType, { content: JSON.stringify(content) });
}

/** Client to phone: the wrapped family's `eventSdk`, whose content has a `type`. */
export function eventSdkFrame(type: string, fields: object): string {
  return flatFrame('eventSdk', { content: JSON.stringify({ type, ...fields }) });
}

/** Phone to client: the data is JSON text inside JSON. */
export function phoneFrame(key: string, data: unknown): string {
  return JSON.stringify({ key, data: JSON.stringify(data) });
}

/** Phone to client: the answer to something that a client asked for. */
export function callBackFrame(type: string, data: unknown): string {
  return phoneFrame('callBack', { type, data: JSON.stringify(data) });
}
