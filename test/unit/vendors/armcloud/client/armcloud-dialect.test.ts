import { describe, expect, it } from 'vitest';
import { ArmcloudDialect } from '../../../../../src/vendors/armcloud/client/armcloud-dialect.js';

const padCode = 'AC77000000012';

/** A frame of the phone, by the sheet's 4.2. */
function fromPhone(key: string, value: object): string {
  return JSON.stringify({
    event: 'specifiedMsg',
    data: JSON.stringify({ key, value: JSON.stringify(value) }),
  });
}

function candidateFrame(n: number): string {
  return fromPhone('ice_candidate', { candidate: `candidate:${n}`, label: 0, id: 'audio' });
}

function candidateOutput(n: number) {
  return {
    type: 'candidate',
    candidate: { candidate: `candidate:${n}`, sdpMLineIndex: 0, sdpMid: 'audio' },
  };
}

function answerSignal(sdp: string, key = 're_answer') {
  return {
    type: 'signal',
    data: `{"event":"specifiedMsg","targetUserIds":["AC77000000012"],"data":"{\\"key\\":\\"${key}\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"${sdp}\\\\\\"}\\"}"}`,
  };
}

const offerFrame = fromPhone('offer', { sdp: 'offer one' });
const secondOfferFrame = fromPhone('offer', { sdp: 'offer two' });
const answer = (sdp: string) => ({ type: 'answer', sdp }) as const;

describe('ArmCloud’s signalling', () => {
  it('is joined when the server says so', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.signalReceived('{"event":"ownJoinRoom","userId":"mia"}')).toEqual([
      { type: 'joined' },
    ]);
  });

  it('beats every five seconds', () => {
    const { heartbeat } = new ArmcloudDialect(padCode);
    expect(heartbeat).toEqual({ intervalMs: 5000, data: '{"event":"ping"}' });
  });

  it('hands the phone’s offer on and sends our answer to it', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.signalReceived(offerFrame)).toEqual([
      { type: 'description', description: { type: 'offer', sdp: 'offer one' } },
    ]);
    expect(dialect.localDescription(answer('ours'))).toEqual([answerSignal('ours')]);
  });

  it('says answer where it is told to', () => {
    const dialect = new ArmcloudDialect(padCode, { answerKey: 'answer' });
    dialect.signalReceived(offerFrame);
    expect(dialect.localDescription(answer('ours'))).toEqual([answerSignal('ours', 'answer')]);
  });

  it('makes an offer of ours a re_offer, and takes both names of the answer to it', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.localDescription({ type: 'offer', sdp: 'camera' })).toEqual([
      answerSignal('camera', 're_offer'),
    ]);
    for (const key of ['re_answer', 'answer']) {
      expect(dialect.signalReceived(fromPhone(key, { sdp: 'taken' }))).toEqual([
        { type: 'description', description: { type: 'answer', sdp: 'taken' } },
      ]);
    }
  });

  it('sends our candidates as they come', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(
      dialect.localCandidate({
        candidate: 'candidate:9 1 udp 1 192.0.2.9 9 typ host',
        sdpMLineIndex: 2,
        sdpMid: 'data',
      }),
    ).toEqual([
      {
        type: 'signal',
        data: '{"event":"specifiedMsg","targetUserIds":["AC77000000012"],"data":"{\\"key\\":\\"ice_candidate\\",\\"value\\":\\"{\\\\\\"candidate\\\\\\":\\\\\\"candidate:9 1 udp 1 192.0.2.9 9 typ host\\\\\\",\\\\\\"label\\\\\\":2,\\\\\\"id\\\\\\":\\\\\\"data\\\\\\"}\\"}"}',
      },
    ]);
  });

  it('sends no mark of the last candidate: the vendor’s client does not either', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.localCandidate({ candidate: '', sdpMLineIndex: 0, sdpMid: '0' })).toEqual([]);
  });

  it('reads bytes as it reads text', () => {
    const dialect = new ArmcloudDialect(padCode);
    const bytes = new TextEncoder().encode('{"event":"ownJoinRoom"}');
    expect(dialect.signalReceived(bytes)).toEqual([{ type: 'joined' }]);
  });

  it('passes over frames that it does not know', () => {
    const dialect = new ArmcloudDialect(padCode);
    for (const frame of [
      '{"event":"pong"}',
      '{"event":"ping"}',
      fromPhone('userLeft', { userId: 'x' }),
      fromPhone('__proto__', { sdp: 'x' }),
    ]) {
      expect(dialect.signalReceived(frame)).toEqual([]);
    }
  });

  it.each<[string, string | Uint8Array, string]>([
    ['text that is no frame', 'hello', 'a signalling frame is not what ArmCloud sends'],
    [
      'bytes that are no text',
      new Uint8Array([0xff, 0xfe]),
      'a signalling frame is not what ArmCloud sends',
    ],
    ['an offer without a description', fromPhone('offer', {}), 'an offer has no sdp'],
    ['an empty answer', fromPhone('re_answer', { sdp: '' }), 'an answer has no sdp'],
    [
      'a candidate of nothing',
      fromPhone('ice_candidate', { label: 0 }),
      'an ICE candidate has no text',
    ],
  ])('drops %s and says so', (_name, frame, reason) => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.signalReceived(frame)).toEqual([{ type: 'unreadable', reason }]);
  });
});

describe('candidates of the phone', () => {
  it('wait from the first on until our answer has gone out, then keep their order', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.signalReceived(candidateFrame(1))).toEqual([]);
    dialect.signalReceived(offerFrame);
    expect(dialect.signalReceived(candidateFrame(2))).toEqual([]);
    expect(dialect.signalReceived(candidateFrame(3))).toEqual([]);
    expect(dialect.localDescription(answer('ours'))).toEqual([
      answerSignal('ours'),
      candidateOutput(1),
      candidateOutput(2),
      candidateOutput(3),
    ]);
  });

  it('are handed on at once after our answer', () => {
    const dialect = new ArmcloudDialect(padCode);
    dialect.signalReceived(offerFrame);
    dialect.localDescription(answer('ours'));
    expect(dialect.signalReceived(candidateFrame(1))).toEqual([candidateOutput(1)]);
  });

  it('wait again for the answer to a second offer', () => {
    const dialect = new ArmcloudDialect(padCode);
    dialect.signalReceived(offerFrame);
    dialect.localDescription(answer('one'));
    dialect.signalReceived(secondOfferFrame);
    expect(dialect.signalReceived(candidateFrame(1))).toEqual([]);
    expect(dialect.localDescription(answer('two'))).toEqual([
      answerSignal('two'),
      candidateOutput(1),
    ]);
    expect(dialect.signalReceived(candidateFrame(2))).toEqual([candidateOutput(2)]);
  });

  it('belong to the offer before them, also where two offers wait', () => {
    const dialect = new ArmcloudDialect(padCode);
    dialect.signalReceived(offerFrame);
    dialect.signalReceived(candidateFrame(1));
    dialect.signalReceived(secondOfferFrame);
    dialect.signalReceived(candidateFrame(2));
    expect(dialect.localDescription(answer('one'))).toEqual([
      answerSignal('one'),
      candidateOutput(1),
    ]);
    expect(dialect.signalReceived(candidateFrame(3))).toEqual([]);
    expect(dialect.localDescription(answer('two'))).toEqual([
      answerSignal('two'),
      candidateOutput(2),
      candidateOutput(3),
    ]);
    expect(dialect.signalReceived(candidateFrame(4))).toEqual([candidateOutput(4)]);
  });

  it('are not held back by an answer of the phone', () => {
    const dialect = new ArmcloudDialect(padCode);
    dialect.signalReceived(offerFrame);
    dialect.localDescription(answer('ours'));
    dialect.localDescription({ type: 'offer', sdp: 'camera' });
    dialect.signalReceived(fromPhone('re_answer', { sdp: 'taken' }));
    expect(dialect.signalReceived(candidateFrame(1))).toEqual([candidateOutput(1)]);
  });

  it.each<[string, object, number | null, string | null]>([
    ['a line number as text', { label: '1', id: 'v' }, 1, 'v'],
    ['no line number', { id: 'v' }, null, 'v'],
    ['no id', { label: 2 }, 2, null],
    ['an id that is a number', { label: 2, id: 2 }, 2, null],
    ['a line number that is none', { label: 'x', id: 'v' }, null, 'v'],
  ])('with %s are taken as they are', (_name, place, sdpMLineIndex, sdpMid) => {
    const dialect = new ArmcloudDialect(padCode);
    dialect.signalReceived(offerFrame);
    dialect.localDescription(answer('ours'));
    expect(
      dialect.signalReceived(fromPhone('ice_candidate', { candidate: 'c', ...place })),
    ).toEqual([{ type: 'candidate', candidate: { candidate: 'c', sdpMLineIndex, sdpMid } }]);
  });
});

describe('ArmCloud’s data channel', () => {
  const channel = (data: string) => ({ type: 'channel', data });

  it('is ours, by this name, and keeps the order', () => {
    expect(new ArmcloudDialect(padCode).channel).toEqual({
      label: 'dataChannel',
      ordered: true,
    });
  });

  it('opens with these words, in this order', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.channelOpened({ media: 'both', keyboardMode: 'local' })).toEqual([
      channel(
        '{"touchType":"eventSdk","content":"{\\"type\\":\\"openAudioAndVideo\\",\\"isOpen\\":true}"}',
      ),
      channel('{"touchType":"inputState"}'),
      channel(
        '{"touchType":"eventSdk","content":"{\\"type\\":\\"keyBoardType\\",\\"isLocalKeyBoard\\":true}"}',
      ),
      channel('{"touchType":"eventSdk","content":"{\\"type\\":\\"cameraState\\"}"}'),
      channel('{"touchType":"eventSdk","content":"{\\"type\\":\\"updateUiH5\\"}"}'),
    ]);
  });

  it('opens for a watcher without a word about the keyboard', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.channelOpened({ media: 'video', keyboardMode: null })).toEqual([
      channel(
        '{"touchType":"eventSdk","content":"{\\"type\\":\\"openVideo\\",\\"isOpen\\":true}"}',
      ),
      channel('{"touchType":"inputState"}'),
      channel('{"touchType":"eventSdk","content":"{\\"type\\":\\"cameraState\\"}"}'),
      channel('{"touchType":"eventSdk","content":"{\\"type\\":\\"updateUiH5\\"}"}'),
    ]);
  });

  it('carries what the phone says, as text or bytes', () => {
    const dialect = new ArmcloudDialect(padCode);
    const text = '{"key":"refreshUiType","data":"{\\"width\\":720,\\"height\\":1280}"}';
    const event = { type: 'display', width: 720, height: 1280 };
    for (const data of [text, new TextEncoder().encode(text)]) {
      expect(dialect.channelReceived(data)).toEqual([{ type: 'phone-event', event }]);
    }
  });

  it('leaves readable words that it does not know to the further features', () => {
    const dialect = new ArmcloudDialect(padCode);
    const text = '{"key":"audioControl","data":"{\\"isOpen\\":true}"}';
    for (const data of [text, new TextEncoder().encode(text), '{"key":"tomorrow"}']) {
      expect(dialect.channelReceived(data)).toEqual([{ type: 'feature-frame', data }]);
    }
  });

  it.each<[string, string | Uint8Array]>([
    ['broken text', '{"key":'],
    ['bytes that are no text', new Uint8Array([0xc0, 0x80])],
    ['a size of nothing', '{"key":"refreshUiType","data":"{}"}'],
  ])('drops %s and says so', (_name, data) => {
    expect(new ArmcloudDialect(padCode).channelReceived(data)).toEqual([
      { type: 'unreadable', reason: 'a data channel frame is not what ArmCloud sends' },
    ]);
  });

  it('carries control messages in ArmCloud’s words', () => {
    const dialect = new ArmcloudDialect(padCode);
    expect(dialect.encode({ type: 'text', text: 'hi' })).toEqual([
      '{"touchType":"inputBox","text":"hi"}',
    ]);
  });

  it('obeys the settings of its ticket', () => {
    const home = { type: 'key', action: 'up', keyCode: 3, metaState: 0, repeat: false } as const;
    expect(new ArmcloudDialect(padCode).encode(home)).toEqual([]);
    expect(new ArmcloudDialect(padCode, { keystroke: 'down-up' }).encode(home)).toEqual([
      '{"touchType":"keystroke","action":0,"keyCode":3,"text":""}',
    ]);
  });
});
