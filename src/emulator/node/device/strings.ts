import type { BuiltInApp, Language } from './device-state.js';

const english = {
  home: 'Home',
  recents: 'Recents',
  paint: 'Paint',
  notes: 'Notes',
  clock: 'Clock',
  settings: 'Settings',
  list: 'List',
  rotation: 'Screen rotation',
  portrait: 'Portrait',
  landscape: 'Landscape',
  language: 'Language',
  about: 'About phone',
  model: 'Model',
  modelName: 'Telepad virtual phone',
  phoneId: 'Phone ID',
  screen: 'Screen',
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
  rotation: '屏幕旋转',
  portrait: '竖屏',
  landscape: '横屏',
  language: '语言',
  about: '关于手机',
  model: '型号',
  modelName: 'Telepad 虚拟手机',
  phoneId: '手机编号',
  screen: '屏幕',
};

/** The phone's own words. Only Settings, the home screen and titles are translated. */
export function translate(language: Language, text: Text): string {
  return (language === 'zh' ? chinese : english)[text];
}

export function appTitle(language: Language, app: BuiltInApp): string {
  return translate(language, app);
}
