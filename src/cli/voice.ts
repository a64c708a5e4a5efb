import type { Session } from './session.js';

/** Something that takes a while; exactly one of `done` and `fail` ends it. */
export interface Progress {
  done(text: string): void;
  fail(text: string): void;
}

/** How a run speaks to people: with a guide line after questions, plainly in a log. */
export interface Voice {
  begin(title: string): void;
  section(title: string, lines: readonly string[]): void;
  note(text: string): void;
  done(text: string): void;
  progress(text: string): Progress;
  end(text: string): void;
}

/** Plain lines, also for logs and pipes; silent with `--json`. */
export function plainVoice({ say, colors }: Session): Voice {
  return {
    begin: () => undefined,
    section: (title, lines) => say(colors.bold(title), ...lines.map((line) => `  ${line}`), ''),
    note: (text) => say(`${colors.yellow('!')} ${text}`, ''),
    done: (text) => say(`${colors.green('✔')} ${text}`, ''),
    progress: (text) => {
      say(`${colors.dim('…')} ${text}`);
      return {
        done: (text) => say(`${colors.green('✔')} ${text}`, ''),
        fail: (text) => say(`${colors.red('✖')} ${text}`, ''),
      };
    },
    end: (text) => say(text),
  };
}

/** The voice of the prompts: the same guide line goes on to the end. */
export async function promptVoice({ stdout: output, signal, colors }: Session): Promise<Voice> {
  const { intro, log, outro, spinner } = await import('@clack/prompts');
  return {
    begin: (title) => intro(title, { output }),
    section: (title, lines) => log.message([colors.bold(title), ...lines], { output }),
    note: (text) => log.warn(text, { output }),
    done: (text) => log.success(text, { output }),
    progress: (text) => {
      const shown = spinner({ output, signal, indicator: 'timer' });
      shown.start(text);
      return { done: (after) => shown.stop(after), fail: (after) => shown.error(after) };
    },
    end: (text) => outro(text, { output }),
  };
}
