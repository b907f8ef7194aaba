import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What WCAG 2.2 AA is about, and what axe calls best practice beyond it, without rules for whole pages. */
const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: {
    region: { enabled: false },
    'page-has-heading-one': { enabled: false },
    'landmark-one-main': { enabled: false },
  },
};

/** Colours on their way from one theme to the other are nobody's. */
async function settle(): Promise<void> {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const animations = [document, ...roots].flatMap((root) => root.getAnimations());
  const passing = animations.filter(
    ({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
  );
  await Promise.allSettled(passing.map(({ finished }) => finished));
}

/** What axe holds against the elements of a page, each with the first node it concerns. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  await page.evaluate(settle);
  return page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const { violations } = await axe.run(options);
    return violations.map(
      ({ id, nodes: [node] }) => `${id}: ${node?.target} ${node?.failureSummary ?? ''}`,
    );
  }, options);
}
