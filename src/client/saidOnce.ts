// What was said to the user already, also before the window was loaded anew. A new version of Elman begins afresh: it
// may have mended what was said, and if not, the user should know. Pure; the memory is the editor's.

/** Of the editor's `Memento` what is needed. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'elman.said';

export class SaidOnce {
  private readonly said: Set<string>;

  /** @param version of the extension. */
  constructor(
    private readonly memory: Memory,
    private readonly version: string,
  ) {
    this.said = new Set(textsOf(memory.get(KEY), version));
  }

  /**
   * Shows a text, unless one with the same cause was shown before.
   * @param cause what the text tells of, where its numbers may change; the text itself unless told.
   */
  once(text: string, show: (text: string) => unknown, cause = text): void {
    if (this.said.has(cause)) return;
    this.said.add(cause);
    void this.memory.update(KEY, { version: this.version, texts: [...this.said] });
    show(text);
  }
}

/** Whatever an earlier version has remembered. */
function textsOf(remembered: unknown, version: string): string[] {
  const { version: of, texts } = (remembered ?? {}) as { version?: unknown; texts?: string[] };
  return of === version && Array.isArray(texts) ? texts : [];
}
