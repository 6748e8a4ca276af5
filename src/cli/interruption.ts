// Ctrl+C while something long runs: it ends in good order.
import type { Terminal } from './terminal';

export interface Interruption {
  /** From here on Ctrl+C is a wish. Before there is something to end in good order, it ends the process at once. */
  readonly onBegin: () => void;
  readonly isCancelled: () => boolean;
  /** The work is over. */
  readonly forget: () => void;
}

export function interruption(terminal: Terminal): Interruption {
  let isCancelled = false;
  let forget = (): void => undefined;
  return {
    onBegin: () => {
      forget = terminal.onInterrupt(() => {
        isCancelled = true;
        terminal.note('Stopping.');
      });
    },
    isCancelled: () => isCancelled,
    forget: () => forget(),
  };
}
