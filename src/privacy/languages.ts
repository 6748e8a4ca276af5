// Which language a file is in, by its name: the editor's language identifiers.

const EXTENSIONS: Readonly<Record<string, string>> = {
  ts: 'typescript', mts: 'typescript', cts: 'typescript', tsx: 'typescriptreact', js: 'javascript', mjs: 'javascript', cjs: 'javascript', jsx: 'javascriptreact',
  py: 'python', pyi: 'python', pyw: 'python', rs: 'rust', go: 'go', java: 'java', kt: 'kotlin', kts: 'kotlin', swift: 'swift', c: 'c', h: 'c', cc: 'cpp', cpp: 'cpp', cxx: 'cpp', hpp: 'cpp', hh: 'cpp',
  cs: 'csharp', fs: 'fsharp', rb: 'ruby', php: 'php', pl: 'perl', pm: 'perl', lua: 'lua', r: 'r', jl: 'julia', dart: 'dart', scala: 'scala', clj: 'clojure', ex: 'elixir', exs: 'elixir', erl: 'erlang', hs: 'haskell', ml: 'ocaml',
  sh: 'shellscript', bash: 'shellscript', zsh: 'shellscript', ps1: 'powershell', bat: 'bat', sql: 'sql', html: 'html', htm: 'html', vue: 'vue', svelte: 'svelte', css: 'css', scss: 'scss', sass: 'sass', less: 'less',
  json: 'json', jsonc: 'jsonc', yaml: 'yaml', yml: 'yaml', toml: 'toml', ini: 'ini', xml: 'xml', tex: 'latex', md: 'markdown', markdown: 'markdown', mdx: 'mdx', rst: 'restructuredtext', adoc: 'asciidoc', txt: 'plaintext', text: 'plaintext', diff: 'diff', patch: 'diff', log: 'log',
};

const NAMES: Readonly<Record<string, string>> = { dockerfile: 'dockerfile', makefile: 'makefile', readme: 'plaintext', license: 'plaintext', changelog: 'plaintext' };

/** Language identifiers whose text is mainly prose. */
const PROSE = new Set(['markdown', 'mdx', 'restructuredtext', 'asciidoc', 'plaintext', 'latex']);

/** The editor's language identifier of a file, by its name; `plaintext` for unknown ones. */
export function languageOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  return (dot < 0 ? NAMES[name] : EXTENSIONS[name.slice(dot + 1)]) ?? 'plaintext';
}

export function isProse(language: string): boolean {
  return PROSE.has(language);
}
