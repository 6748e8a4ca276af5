// What the editor itself measured of the extensions that it started.
import type { Editor } from './editor';

/** Milliseconds of loading an extension's script and of its `activate()`, from "Developer: Startup Performance". */
export async function activationTimes(editor: Editor, extension: string): Promise<{ loaded: number; called: number }> {
  await editor.runCommand('Developer: Startup Performance');
  await editor.page.locator('.tab.active', { hasText: 'Startup Performance' }).waitFor();
  await editor.focus();
  await editor.press('Control+F');
  await editor.type(extension, 0);
  await editor.press('Enter');
  const row = (lines: readonly string[]) => lines.find((line) => line.startsWith(`| ${extension}`));
  const lines = await editor.until(() => editor.visibleLines(), (seen) => row(seen) !== undefined, `the line of ${extension}`);
  await editor.press('Escape');
  const [, , , loaded, called] = row(lines)!.split('|').map((cell) => cell.trim());
  return { loaded: Number(loaded), called: Number(called) };
}
