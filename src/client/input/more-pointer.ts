import { toolOf } from '../../core/pointer-tool.js';
import { attachDesktopGestures } from './desktop-gestures.js';
import { attachFineSamples } from './fine-samples.js';
import { attachHover } from './hover-input.js';
import type { InputContext, InputPart } from './input-part.js';
import { isMac } from './is-mac.js';
import { attachMouseButtons } from './mouse-buttons.js';
import { attachWheel } from './wheel-input.js';

/** What pointers can do beyond touching: finer samples, tools, buttons, hover, the wheel, gestures with one hand. */
export function attachMorePointer(context: InputContext): InputPart[] {
  const onMac = isMac(context);
  context.toolOf = toolOf;
  attachFineSamples(context);
  attachMouseButtons(context, onMac);
  const parts = [attachHover(context), attachWheel(context)];
  if (context.options.desktopGestures !== false) parts.push(attachDesktopGestures(context, onMac));
  return parts;
}
