// The globs of the editor's settings `files.exclude` and `search.exclude`.
import picomatch from 'picomatch';

/** Folders of version control, which are in `files.exclude` by default. A person writes commit messages in them. */
const VERSION_CONTROL = /^\*\*\/(?:\.git|\.svn|\.hg)\/?$/;

/**
 * Matches paths, relative to the workspace folder, against the globs; an invalid glob hides nothing. The globs of version
 * control are left out: nothing below those folders is ever learned, and a document there, such as a commit message, may be read.
 */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  const nocase = process.platform === 'win32' || process.platform === 'darwin';
  const matchers = globs.filter((glob) => !VERSION_CONTROL.test(glob)).flatMap((glob) => {
    try {
      return [picomatch(glob.replace(/^\.?\//, '').replace(/\/$/, ''), { dot: true, nonegate: true, noextglob: true, nocase })];
    } catch {
      return [];
    }
  });
  return (path) => matchers.some((matches) => matches(path));
}
