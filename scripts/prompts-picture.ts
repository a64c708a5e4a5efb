/**
 * Makes docs/prompts.png from a real run of create-backend in a terminal: answers questions with their defaults until
 * the last list is open, and draws what the terminal shows. Needs tmux and chromium.
 * Usage: npx tsx scripts/prompts-picture.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { outputFileSync, removeSync } from 'fs-extra/esm';
import { extrasMessage } from '../src/cli/decisions.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const columns = 90;
const lineHeight = 21;
const padding = 20;

const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const tmux = (...args: string[]): string =>
  execFileSync('tmux', ['-S', join(folder, 'tmux'), ...args], { cwd: folder, encoding: 'utf8' });

/** What the terminal shows once the last list of choices is open, with its escape sequences. */
async function captureRun(): Promise<string> {
  const bin = join(root, 'bin/create-backend.js');
  const shell = `create-backend() { node '${bin}' "$@"; }; PS1='$ '; clear`;
  tmux('new-session', '-d', '-x', String(columns), '-y', '60', 'env -u CI -u NO_COLOR bash --norc');
  try {
    tmux('send-keys', shell, 'Enter');
    await sleep(500);
    tmux('send-keys', 'create-backend my-api', 'Enter');
    for (let tries = 0; tries < 60; tries += 1) {
      await sleep(500);
      const shown = tmux('capture-pane', '-p');
      if (shown.includes(extrasMessage)) return tmux('capture-pane', '-e', '-p').trimEnd();
      if (shown.includes('◆')) tmux('send-keys', 'Enter');
    }
    throw new Error(`The run never came to "${extrasMessage}".`);
  } finally {
    tmux('kill-server');
  }
}

const palette: Readonly<Record<number, string>> = {
  30: '#1c1f26',
  31: '#f2777a',
  32: '#8ccf7e',
  33: '#e5c76b',
  34: '#67b0e8',
  35: '#c47fd5',
  36: '#6cd0ca',
  37: '#d8dee9',
  90: '#6b7280',
};

const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

interface Style {
  readonly color?: string | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
}

function styleAfter(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 27) return { ...style, inverse: false };
  return code === 39 || code in palette ? { ...style, color: palette[code] } : style;
}

function span(text: string, { color, bold, dim, inverse }: Style): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const css = [
    color === undefined ? '' : `color:${color}`,
    bold === true ? 'font-weight:700' : '',
    dim === true ? 'opacity:.6' : '',
    inverse === true ? 'background:#d8dee9;color:#1c1f26' : '',
  ].filter((rule) => rule !== '');
  return css.length === 0 ? escaped : `<span style="${css.join(';')}">${escaped}</span>`;
}

/** The lines of a terminal as HTML. */
function htmlOf(terminal: string): string {
  let style: Style = {};
  const parts = terminal.split(escapeSequence);
  const spans = parts.map((part, index) => {
    if (index % 2 === 0) return span(part, style);
    for (const code of part.split(';')) style = styleAfter(style, Number(code));
    return '';
  });
  const font = `15px/${lineHeight}px 'DejaVu Sans Mono', monospace`;
  const body = `margin:0;padding:${padding}px;background:#1c1f26;color:#d8dee9`;
  return `<!doctype html><meta charset="utf-8"><body style="${body}"><pre style="margin:0;font:${font}">${spans.join('')}</pre>`;
}

try {
  const terminal = await captureRun();
  const page = join(folder, 'page.html');
  outputFileSync(page, htmlOf(terminal));
  const height = terminal.split('\n').length * lineHeight + 2 * padding;
  const width = Math.ceil(columns * 9.05) + 2 * padding;
  execFileSync(
    'chromium',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      `--user-data-dir=${join(folder, 'chromium')}`,
      `--window-size=${width},${height}`,
      `--screenshot=${resolve(root, 'docs/prompts.png')}`,
      `file://${page}`,
    ],
    { stdio: 'pipe', timeout: 60_000 },
  );
} finally {
  removeSync(folder);
}
