/** Why a program can't be named as the one that sends text messages. */
export type ProgramFault = 'notAbsolute' | 'notLocal' | 'interpreter' | 'script' | 'notExe'

/**
 * Programs that run their input as commands: they would run the text of a message, which contains the organisation's name. Names without
 * version and ending.
 */
const interpreters = new Set([
  ...['sh', 'ash', 'bash', 'csh', 'dash', 'fish', 'ksh', 'mksh', 'pwsh', 'rbash', 'tcsh', 'yash', 'zsh'],
  ...[
    'cmd',
    'command',
    'powershell',
    'powershell_ise',
    'wscript',
    'cscript',
    'mshta',
    'rundll32',
    'regsvr32',
    'msiexec',
  ],
  ...[
    'awk',
    'gawk',
    'mawk',
    'nawk',
    'sed',
    'ed',
    'ex',
    'vi',
    'vim',
    'emacs',
    'dc',
    'bc',
    'expect',
    'gdb',
    'lldb',
    'make',
  ],
  ...[
    'python',
    'pythonw',
    'pypy',
    'py',
    'perl',
    'ruby',
    'irb',
    'php',
    'lua',
    'luajit',
    'tcl',
    'tclsh',
    'wish',
    'java',
    'jshell',
  ],
  ...[
    'node',
    'nodejs',
    'deno',
    'bun',
    'electron',
    'osascript',
    'swift',
    'groovy',
    'scala',
    'ghci',
    'guile',
    'julia',
    'r',
    'rscript',
  ],
  ...[
    'env',
    'xargs',
    'busybox',
    'toybox',
    'sudo',
    'su',
    'doas',
    'runas',
    'ssh',
    'nohup',
    'setsid',
    'script',
    'parallel',
    'at',
    'batch',
  ],
  ...['sqlite', 'psql', 'mysql', 'bash.exe', 'wsl'],
])

/** Files that are run by an interpreter. */
const scripts =
  /\.(?:sh|bash|zsh|ksh|csh|fish|command|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|cjs|ts|wsf|wsh|hta|py|pyw|pyc|pl|pm|rb|php|lua|tcl|r|jar|scpt|applescript|lnk|url|reg|inf|msi|msc|scr|pif|com|cpl)$/i

/** What is wrong with a path, on any system; null for a program of this machine that reads its input as data. */
export function programFault(path: string): ProgramFault | null {
  // Two slashes or backslashes in front name another machine's folder or a device of Windows.
  if (/^[\\/]{2}/.test(path)) return 'notLocal'
  const isWindows = /^[a-z]:[\\/]/i.test(path)
  if (!isWindows && !path.startsWith('/')) return 'notAbsolute'
  const parts = path.split(isWindows ? /[\\/]+/ : /\/+/)
  if (!isWindows && ['dev', 'proc', 'sys'].includes(parts[1] ?? '')) return 'notLocal'
  // Windows ignores spaces and dots at the end, and reads what follows a colon as a stream of the file.
  const name = (parts.at(-1) ?? '').replace(/[. ]+$/, '').toLowerCase()
  if (isWindows && (name.includes(':') || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/.test(name))) return 'notLocal'
  if (name === '') return 'notAbsolute'
  if (scripts.test(name)) return 'script'
  const bare = name.replace(/\.exe$/, '').replace(/[-_.]?\d[\d._-]*$/, '')
  if (interpreters.has(bare)) return 'interpreter'
  // Windows starts other endings through a shell, or not at all.
  return isWindows && !name.endsWith('.exe') ? 'notExe' : null
}
