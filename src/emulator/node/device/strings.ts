import type { BuiltInApp, Language } from './device-state.js';

const english = {
  home: 'Home',
  recents: 'Recents',
  paint: 'Paint',
  notes: 'Notes',
  clock: 'Clock',
  settings: 'Settings',
  list: 'List',
  camera: 'Camera',
  recorder: 'Recorder',
  gallery: 'Gallery',
  sensors: 'Sensors',
  rotation: 'Screen rotation',
  portrait: 'Portrait',
  landscape: 'Landscape',
  language: 'Language',
  about: 'About phone',
  model: 'Model',
  modelName: 'Telepad virtual phone',
  phoneId: 'Phone ID',
  screen: 'Screen',
  noPicture: 'No picture',
  noPictureHint: 'Waiting for a camera',
  frontCamera: 'Front camera',
  rearCamera: 'Rear camera',
  photo: 'Photo',
  video: 'Video',
  listen: 'Listen',
  stop: 'Stop',
  hearing: 'Listening',
  noSound: 'No sound',
  paused: 'Microphone released',
  noPhotos: 'No pictures yet',
  location: 'Location',
  unknownPlace: 'Unknown',
  gyroscope: 'Gyroscope',
  gravity: 'Gravity',
  acceleration: 'Acceleration',
  shakes: 'Shakes',
} as const;

type Text = keyof typeof english;

const chinese: Readonly<Record<Text, string>> = {
  home: '主屏幕',
  recents: '最近任务',
  paint: '画板',
  notes: '便签',
  clock: '时钟',
  settings: '设置',
  list: '列表',
  camera: '相机',
  recorder: '录音机',
  gallery: '图库',
  sensors: '传感器',
  rotation: '屏幕旋转',
  portrait: '竖屏',
  landscape: '横屏',
  language: '语言',
  about: '关于手机',
  model: '型号',
  modelName: 'Telepad 虚拟手机',
  phoneId: '手机编号',
  screen: '屏幕',
  noPicture: '没有画面',
  noPictureHint: '等待摄像头',
  frontCamera: '前置摄像头',
  rearCamera: '后置摄像头',
  photo: '拍照',
  video: '录像',
  listen: '收听',
  stop: '停止',
  hearing: '正在收听',
  noSound: '没有声音',
  paused: '麦克风已释放',
  noPhotos: '还没有图片',
  location: '位置',
  unknownPlace: '未知',
  gyroscope: '陀螺仪',
  gravity: '重力',
  acceleration: '加速度',
  shakes: '摇动次数',
};

/** The phone’s own words. Notes and List speak English only. */
export function translate(language: Language, text: Text): string {
  return (language === 'zh' ? chinese : english)[text];
}

export function appTitle(language: Language, app: BuiltInApp): string {
  return translate(language, app);
}
