// For which languages the editor asks for inline completions. Each language is registered by itself, because VS Code
// turns its own word completion off where somebody is registered: a language that is switched off gets it back.
import { InlineCompletionRequest, type Connection, type Disposable } from 'vscode-languageserver/node';
import { SCHEMES } from './documentPath';

export class Registrations {
  private readonly registered = new Map<string, Disposable>();
  private wanted: ReadonlySet<string> = new Set();
  /** Changes are made one after the other: two at once would register a language twice and be asked twice per key. */
  private chain: Promise<void> = Promise.resolve();

  constructor(private readonly connection: Connection) {}

  /** Registers exactly these languages. */
  want(languages: ReadonlySet<string>): Promise<void> {
    this.wanted = languages;
    this.chain = this.chain.then(() => this.apply()).catch((error) => this.connection.console.error(`Registration: ${error}`));
    return this.chain;
  }

  private async apply(): Promise<void> {
    for (const [language, registration] of this.registered) {
      if (this.wanted.has(language)) continue;
      this.registered.delete(language);
      registration.dispose();
    }
    for (const language of this.wanted) {
      if (!this.registered.has(language)) this.registered.set(language, await this.register(language));
    }
  }

  private register(language: string): Promise<Disposable> {
    const documentSelector = SCHEMES.map((scheme) => ({ language, scheme }));
    return this.connection.client.register(InlineCompletionRequest.type, { documentSelector });
  }
}
