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
export async function promptVoice(session: Session): Promise<Voice> {
  const { intro, log, outro } = await import('@clack/prompts');
  const { stdout: output, colors } = session;
  return {
    begin: (title) => intro(title, { output }),
    section: (title, lines) => log.message([colors.bold(title), ...lines], { output }),
    note: (text) => log.warn(text, { output }),
    done: (text) => log.success(text, { output }),
    progress: (text) => {
      const stop = spin(session, text);
      return {
        done: (after) => log.success(stop(after), { output, spacing: 0 }),
        fail: (after) => log.error(stop(after), { output, spacing: 0 }),
      };
    },
    end: (text) => outro(text, { output }),
  };
}

const frames = ['◒', '◐', '◓', '◑'] as const;
const startOfEmptyLine = '\r\u001b[2K';

/**
 * Turns until the function that is returned is called; that one adds the seconds it took. The spinner of the prompts
 * takes the keyboard and ends the process on Ctrl-C with exit code 0, before anything could be cleaned up.
 */
function spin({ stdout, colors }: Session, text: string): (after: string) => string {
  const started = Date.now();
  const seconds = (): string => colors.dim(`${Math.round((Date.now() - started) / 1000)} s`);
  let frame = 0;
  const draw = (): void => {
    const sign = frames[frame % frames.length] ?? '';
    frame += 1;
    stdout.write(`${startOfEmptyLine}${colors.magenta(sign)}  ${text} ${seconds()}`);
  };
  stdout.write(`${colors.dim('│')}\n`);
  draw();
  const timer = setInterval(draw, 120);
  return (after) => {
    clearInterval(timer);
    stdout.write(startOfEmptyLine);
    return `${after} ${seconds()}`;
  };
}
