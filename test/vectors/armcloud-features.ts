import type { FeatureEvent, FeatureMessage } from '../../src/core/features.js';

/**
 * The further features on ArmCloud's data channel, by the fact sheet's chapters 6.2 (U9 to U35) and 6.4 (D5 to
 * D9): made-up values in the documented shapes, several taken from its samples.
 */

interface FeatureVector {
  readonly name: string;
  readonly message: FeatureMessage;
  readonly frame: string;
}

/** A message and its frame; each is the other, in both directions. */
export const featureVectors: readonly FeatureVector[] = [
  {
    name: 'U9 asks for the installed apps',
    message: { type: 'device-info-query', about: 'apps' },
    frame: '{"touchType":"equipmentInfo","content":"{\\"type\\":\\"app\\"}"}',
  },
  {
    name: 'U9 asks for the properties',
    message: { type: 'device-info-query', about: 'properties' },
    frame: '{"touchType":"equipmentInfo","content":"{\\"type\\":\\"attr\\"}"}',
  },
  {
    name: 'U10 uninstalls two apps',
    message: { type: 'uninstall', packageNames: ['com.example.demo', 'org.example.other_app'] },
    frame:
      '{"touchType":"appUnInstall","content":"[\\"com.example.demo\\",\\"org.example.other_app\\"]"}',
  },
  {
    name: 'U22 sets the quality in numbers',
    message: {
      type: 'quality',
      quality: { width: 720, height: 1280, frameRate: 30, bitrate: 3_000_000 },
    },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"definitionUpdata\\",\\"definitionId\\":15,\\"framerateId\\":3,\\"bitrateId\\":5}"}',
  },
  {
    name: 'U24 keeps a screenshot on the phone',
    message: { type: 'save-screenshot' },
    frame: '{"touchType":"eventSdk","content":"{\\"type\\":\\"localScreenshot\\"}"}',
  },
  {
    name: 'U25 tells a place, in three levels of JSON',
    message: { type: 'location', latitude: 48.85, longitude: 2.35, timeMs: 1735787045000 },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"sdkLocation\\",\\"content\\":\\"{\\\\\\"latitude\\\\\\":48.85,\\\\\\"longitude\\\\\\":2.35,\\\\\\"time\\\\\\":1735787045000}\\"}"}',
  },
  {
    name: 'U26 tells a reading of the gyroscope',
    message: { type: 'sensor', sensor: 'gyroscope', x: -1.5, y: 0, z: 9.81 },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"sdkSensor\\",\\"sensorType\\":\\"gyroscope\\",\\"x\\":-1.5,\\"y\\":0,\\"z\\":9.81}","coords":[],"properties":[],"text":"","widthPixels":0,"heightPixels":0,"keyCode":0,"pointCount":0,"action":0,"isOpenScreenFollowRotation":false}',
  },
  {
    name: 'U27 runs a shell command',
    message: { type: 'shell', command: 'getprop ro.product.model' },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"inputAdb\\",\\"content\\":\\"getprop ro.product.model\\"}"}',
  },
  {
    name: 'U29 announces a camera',
    message: { type: 'capture', kind: 'camera', isOpen: true },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"injectionCamera\\",\\"isOpen\\":true}"}',
  },
  {
    name: 'U29 ends a microphone',
    message: { type: 'capture', kind: 'microphone', isOpen: false },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"injectionAudio\\",\\"isOpen\\":false}"}',
  },
  {
    name: 'U30 plays a video file into the camera',
    message: {
      type: 'video-file',
      action: 'start',
      url: 'https://media.example.test/a.mp4',
      isLoop: true,
      name: 'a.mp4',
    },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"startVideoInjection\\",\\"fileUrl\\":\\"https://media.example.test/a.mp4\\",\\"isLoop\\":true,\\"fileName\\":\\"a.mp4\\"}"}',
  },
  {
    name: 'U31 stops it',
    message: { type: 'video-file', action: 'stop' },
    frame: '{"touchType":"eventSdk","content":"{\\"type\\":\\"stopVideoInjection\\"}"}',
  },
  {
    name: 'U32 asks how it stands',
    message: { type: 'video-file', action: 'status' },
    frame: '{"touchType":"eventSdk","content":"{\\"type\\":\\"injectionVideoStats\\"}"}',
  },
  {
    name: 'U33 gives the screen another size',
    message: { type: 'display-size', size: { width: 720, height: 1280, density: 320 } },
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"updateDensity\\",\\"width\\":720,\\"height\\":1280,\\"density\\":320}"}',
  },
  {
    name: 'U34 gives it its own back',
    message: { type: 'display-size', size: null },
    frame: '{"touchType":"eventSdk","content":"{\\"type\\":\\"resetDensity\\"}"}',
  },
  {
    name: 'U35 switches the operation monitor on',
    message: { type: 'operation-monitor', isOpen: true },
    frame: '{"touchType":"eventSdk","content":"{\\"type\\":\\"operateSwitch\\",\\"isOpen\\":true}"}',
  },
];

/** What other clients say, read at the phone's end. */
export const otherClientsFeatures: readonly Omit<FeatureVector, 'name'>[] = [
  {
    // Ids as text, content as an object.
    frame:
      '{"touchType":"eventSdk","content":{"type":"definitionUpdata","definitionId":"7","framerateId":"5","bitrateId":"13"}}',
    message: {
      type: 'quality',
      quality: { width: 144, height: 256, frameRate: 1, bitrate: 200_000 },
    },
  },
  {
    // Without loop and name: the vendor's default is a loop.
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"startVideoInjection\\",\\"fileUrl\\":\\"http://h/x\\"}"}',
    message: { type: 'video-file', action: 'start', url: 'http://h/x', name: '', isLoop: true },
  },
  {
    // Two levels of JSON instead of three, no time, numbers as text.
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"sdkLocation\\",\\"content\\":{\\"latitude\\":\\"-33.9\\",\\"longitude\\":\\"151.2\\"}}"}',
    message: { type: 'location', latitude: -33.9, longitude: 151.2, timeMs: 0 },
  },
  {
    frame: '{"touchType":"appUnInstall","content":["a.b"],"extra":1}',
    message: { type: 'uninstall', packageNames: ['a.b'] },
  },
  {
    frame:
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"updateDensity\\",\\"width\\":\\"1080\\",\\"height\\":\\"1920\\",\\"density\\":\\"480\\"}"}',
    message: { type: 'display-size', size: { width: 1080, height: 1920, density: 480 } },
  },
];

/** Unknown or broken: read as nothing. */
export const unreadableFeatures: readonly string[] = [
  '',
  'localScreenshot',
  'null',
  '[]',
  '{"touchType":"eventSdk"}',
  '{"touchType":"eventSdk","content":"{\\"type\\":\\"toString\\"}"}',
  '{"touchType":"eventSdk","content":"{\\"type\\":\\"levitate\\"}"}',
  '{"touchType":"gesture","action":0}',
  '{"touchType":"equipmentInfo","content":"{\\"type\\":\\"all\\"}"}',
  '{"touchType":"equipmentInfo"}',
  '{"touchType":"appUnInstall","content":"[]"}',
  '{"touchType":"appUnInstall","content":"[\\"a.b\\",7]"}',
  '{"touchType":"appUnInstall","content":"{\\"0\\":\\"a.b\\"}"}',
  // Quality: ids without a row, an id missing, a fraction.
  ...[
    '"definitionId":6,"framerateId":3,"bitrateId":5',
    '"definitionId":21,"framerateId":3,"bitrateId":5',
    '"definitionId":15,"framerateId":0,"bitrateId":5',
    '"definitionId":15,"framerateId":10,"bitrateId":5',
    '"definitionId":15,"framerateId":3,"bitrateId":0',
    '"definitionId":15,"framerateId":3,"bitrateId":16',
    '"definitionId":15,"framerateId":3',
    '"definitionId":15.5,"framerateId":3,"bitrateId":5',
  ].map((fields) => `{"touchType":"eventSdk","content":{"type":"definitionUpdata",${fields}}}`),
  // A place beyond the globe, or half a place.
  '{"touchType":"eventSdk","content":{"type":"sdkLocation","content":{"latitude":90.1,"longitude":0}}}',
  '{"touchType":"eventSdk","content":{"type":"sdkLocation","content":{"latitude":0,"longitude":-180.1}}}',
  '{"touchType":"eventSdk","content":{"type":"sdkLocation","content":{"latitude":0}}}',
  '{"touchType":"eventSdk","content":{"type":"sdkLocation","content":"{"}}',
  '{"touchType":"eventSdk","content":{"type":"sdkSensor","sensorType":"light","x":1,"y":2,"z":3}}',
  '{"touchType":"eventSdk","content":{"type":"sdkSensor","sensorType":"gravity","x":1,"y":2}}',
  '{"touchType":"eventSdk","content":{"type":"inputAdb","content":{"a":1}}}',
  '{"touchType":"eventSdk","content":{"type":"injectionCamera"}}',
  '{"touchType":"eventSdk","content":{"type":"injectionAudio","isOpen":"true"}}',
  '{"touchType":"eventSdk","content":{"type":"operateSwitch","isOpen":1}}',
  '{"touchType":"eventSdk","content":{"type":"startVideoInjection","fileUrl":""}}',
  '{"touchType":"eventSdk","content":{"type":"updateDensity","width":0,"height":1,"density":320}}',
  '{"touchType":"eventSdk","content":{"type":"updateDensity","width":1e9,"height":1,"density":320}}',
  '{"touchType":"eventSdk","content":{"type":"updateDensity","width":720,"height":1280,"density":-1}}',
];

/** An event and its frame; each is the other, in both directions. */
export const featureEventVectors: readonly {
  readonly name: string;
  readonly event: FeatureEvent;
  readonly frame: string;
}[] = [
  {
    name: 'D5 definition: another size of the picture',
    event: {
      type: 'quality',
      from: { width: 540, height: 960 },
      to: { width: 720, height: 1280 },
    },
    frame:
      '{"key":"callBack","data":"{\\"type\\":\\"definition\\",\\"data\\":\\"{\\\\\\"from\\\\\\":\\\\\\"540*960\\\\\\",\\\\\\"to\\\\\\":\\\\\\"720*1280\\\\\\"}\\"}"}',
  },
  {
    name: 'D5 startVideoInjection: it plays',
    event: {
      type: 'video-file',
      action: 'start',
      isSuccess: true,
      detail: undefined,
      status: 'unknown',
      path: undefined,
    },
    frame:
      '{"key":"callBack","data":"{\\"type\\":\\"startVideoInjection\\",\\"data\\":\\"{\\\\\\"isSuccess\\\\\\":true}\\"}"}',
  },
  {
    name: 'D5 stopVideoInjection: it could not',
    event: {
      type: 'video-file',
      action: 'stop',
      isSuccess: false,
      detail: 'nothing plays',
      status: 'unknown',
      path: undefined,
    },
    frame:
      '{"key":"callBack","data":"{\\"type\\":\\"stopVideoInjection\\",\\"data\\":\\"{\\\\\\"isSuccess\\\\\\":false,\\\\\\"content\\\\\\":\\\\\\"nothing plays\\\\\\"}\\"}"}',
  },
  {
    name: 'D5 injectionVideoStats: a file is live',
    event: {
      type: 'video-file',
      action: 'status',
      isSuccess: true,
      detail: undefined,
      status: 'live',
      path: '/sdcard/a.mp4',
    },
    frame:
      '{"key":"callBack","data":"{\\"type\\":\\"injectionVideoStats\\",\\"data\\":\\"{\\\\\\"path\\\\\\":\\\\\\"/sdcard/a.mp4\\\\\\",\\\\\\"status\\\\\\":\\\\\\"live\\\\\\"}\\"}"}',
  },
  {
    name: 'D5 operateSwitch: one operation',
    event: {
      type: 'operation',
      operation: { actionTime: 1735787045000, actionType: 'touch', swipe: -1, x: 10, y: 20 },
    },
    frame:
      '{"key":"callBack","data":"{\\"type\\":\\"operateSwitch\\",\\"data\\":\\"{\\\\\\"actionTime\\\\\\":1735787045000,\\\\\\"actionType\\\\\\":\\\\\\"touch\\\\\\",\\\\\\"swipe\\\\\\":-1,\\\\\\"x\\\\\\":10,\\\\\\"y\\\\\\":20}\\"}"}',
  },
  {
    name: 'D6 videoAndAudioControl: an app opened the front camera',
    event: { type: 'capture-request', kind: 'both', isOpen: true, facing: 'user' },
    frame: '{"key":"videoAndAudioControl","data":"{\\"isOpen\\":true,\\"isFront\\":true}"}',
  },
  {
    name: 'D7 audioControl: an app closed the microphone',
    event: { type: 'capture-request', kind: 'microphone', isOpen: false, facing: undefined },
    frame: '{"key":"audioControl","data":"{\\"isOpen\\":false}"}',
  },
  {
    name: 'D7b videoControl: an app opened the back camera alone',
    event: { type: 'capture-request', kind: 'camera', isOpen: true, facing: 'environment' },
    frame: '{"key":"videoControl","data":"{\\"isOpen\\":true,\\"isFront\\":false}"}',
  },
  {
    name: 'D7b without a side',
    event: { type: 'capture-request', kind: 'camera', isOpen: false, facing: undefined },
    frame: '{"key":"videoControl","data":"{\\"isOpen\\":false}"}',
  },
  {
    name: 'D8 inputAdb: what the shell printed',
    event: { type: 'shell-output', isSuccess: true, output: 'Demo phone\n' },
    frame: '{"key":"inputAdb","data":"{\\"isSuccess\\":true,\\"content\\":\\"Demo phone\\\\n\\"}"}',
  },
  {
    name: 'D9 equipmentInfo: as the vendor’s types have it',
    event: { type: 'device-info', info: [{ packageName: 'com.example.demo' }] },
    frame:
      '{"key":"equipmentInfo","data":"{\\"info\\":[{\\"packageName\\":\\"com.example.demo\\"}]}"}',
  },
];

/** Other ways to say it. */
export const otherFeatureEvents: readonly {
  readonly name: string;
  readonly frame: string;
  readonly event: FeatureEvent;
}[] = [
  {
    name: 'D9 as a bare list',
    frame: '{"key":"equipmentInfo","data":"[{\\"name\\":\\"Demo\\"}]"}',
    event: { type: 'device-info', info: [{ name: 'Demo' }] },
  },
  {
    name: 'D9 with its list as text once more',
    frame: '{"key":"equipmentInfo","data":{"info":"[1]"}}',
    event: { type: 'device-info', info: [1] },
  },
  {
    name: 'D9 as an object of its own',
    frame: '{"key":"equipmentInfo","data":"{\\"model\\":\\"Demo\\"}"}',
    event: { type: 'device-info', info: { model: 'Demo' } },
  },
  {
    name: 'D8 of a command that prints nothing',
    frame: '{"key":"inputAdb","data":"{\\"isSuccess\\":false}"}',
    event: { type: 'shell-output', isSuccess: false, output: '' },
  },
  {
    name: 'D5 with a number for a reason: already playing',
    frame:
      '{"key":"callBack","data":{"type":"startVideoInjection","data":{"isSuccess":false,"code":10405}}}',
    event: {
      type: 'video-file',
      action: 'start',
      isSuccess: false,
      detail: '10405',
      status: 'unknown',
      path: undefined,
    },
  },
  {
    name: 'D5 status without a word, with a path: live',
    frame:
      '{"key":"callBack","data":{"type":"injectionVideoStats","data":{"path":"/sdcard/b.mp4"}}}',
    event: {
      type: 'video-file',
      action: 'status',
      isSuccess: true,
      detail: undefined,
      status: 'live',
      path: '/sdcard/b.mp4',
    },
  },
  ...(
    [
      ['{}', 'offline'],
      ['{"path":""}', 'offline'],
      ['{"status":"offline"}', 'offline'],
      ['{"status":"paused"}', 'unknown'],
    ] as const
  ).map(
    ([data, status]) =>
      ({
        name: `D5 status ${data}: ${status}`,
        frame: `{"key":"callBack","data":{"type":"injectionVideoStats","data":${data}}}`,
        event: {
          type: 'video-file',
          action: 'status',
          isSuccess: true,
          detail: undefined,
          status,
          path: undefined,
        },
      }) as const,
  ),
  {
    name: 'D5 sizes with another sign between their sides',
    frame:
      '{"key":"callBack","data":{"type":"definition","data":{"from":" 540x960 ","to":"720×1280"}}}',
    event: { type: 'quality', from: { width: 540, height: 960 }, to: { width: 720, height: 1280 } },
  },
  {
    name: 'D7 with a side, which a microphone has not',
    frame: '{"key":"audioControl","data":{"isOpen":true,"isFront":true}}',
    event: { type: 'capture-request', kind: 'microphone', isOpen: true, facing: undefined },
  },
];

/** Well-formed, but no feature. */
export const ignoredFeatureEvents: readonly string[] = [
  '{"key":"message","data":"x"}',
  '{"key":"refreshUiType","data":"{}"}',
  '{"key":"userjoin"}',
  '{"key":"initialized","data":null}',
  '{"key":"__proto__","data":"{}"}',
  '{"key":"callBack","data":"{\\"type\\":\\"tomorrow\\",\\"data\\":\\"{}\\"}"}',
  '{"key":"callBack","data":{"type":"constructor"}}',
];

export const unreadableFeatureEvents: readonly string[] = [
  '',
  '{',
  '[]',
  '"x"',
  '{"data":"{}"}',
  '{"key":7}',
  '{"key":"videoControl"}',
  '{"key":"videoControl","data":"{\\"isFront\\":true}"}',
  '{"key":"videoAndAudioControl","data":"{\\"isOpen\\":1}"}',
  '{"key":"audioControl","data":"[]"}',
  '{"key":"inputAdb","data":"{\\"content\\":\\"x\\"}"}',
  '{"key":"inputAdb","data":"{\\"isSuccess\\":true,\\"content\\":7}"}',
  '{"key":"equipmentInfo"}',
  '{"key":"equipmentInfo","data":"none"}',
  '{"key":"equipmentInfo","data":7}',
  '{"key":"callBack"}',
  '{"key":"callBack","data":"{}"}',
  '{"key":"callBack","data":{"type":"definition"}}',
  '{"key":"callBack","data":{"type":"definition","data":{"from":"540*960"}}}',
  '{"key":"callBack","data":{"type":"definition","data":{"from":"540*960","to":"0*0"}}}',
  '{"key":"callBack","data":{"type":"definition","data":{"from":"540*960","to":"1e3*5"}}}',
  '{"key":"callBack","data":{"type":"startVideoInjection","data":"{}"}}',
  '{"key":"callBack","data":{"type":"stopVideoInjection"}}',
  '{"key":"callBack","data":{"type":"injectionVideoStats","data":"live"}}',
  '{"key":"callBack","data":{"type":"operateSwitch","data":[1]}}',
];
