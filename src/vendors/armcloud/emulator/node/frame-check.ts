import { asArray, asNestedObject, asObject, asString, parseJson } from '../../../../core/json.js';

/** Why a client's data channel frame cannot be obeyed, in words; it quotes nothing that a user typed. */
export function whyUnreadable(text: string): string {
  const frame = asObject(parseJson(text));
  if (!frame) return 'a control frame is no JSON object';
  const touchType = asString(frame.touchType);
  if (touchType === undefined) return 'a control frame has no touchType';
  const name = shortName(touchType);
  if (touchType === 'gesture' || touchType === 'gestureSwipe') {
    const points = asArray(frame.coords)?.length;
    const fingers = asArray(frame.properties)?.length;
    if (points !== fingers || points !== frame.pointCount) {
      return `${name}: pointCount ${shortName(frame.pointCount)}, ${fingers ?? 'no'} properties and ${points ?? 'no'} coords do not agree`;
    }
  }
  const type = touchType === 'eventSdk' ? asNestedObject(frame.content)?.type : undefined;
  return type === undefined
    ? `a control frame of touchType ${name} is unknown or broken`
    : `a control frame of type ${shortName(type)} is unknown or broken`;
}

/** Names of the protocol only: anything longer or stranger may be content. */
function shortName(value: unknown): string {
  const text = String(value);
  return /^[\w-]{1,32}$/.test(text) ? text : '(odd)';
}
