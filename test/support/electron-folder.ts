import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where Electron keeps its fuses (@electron/fuses): a sentence to find them by, their version, how many there are, and one sign for each. */
const fuseSentence = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseStates = '101100011'

/**
 * A folder as the unpacked download of Electron has it, with Node's program in Electron's place: it carries fuses like Electron's, but has no
 * window and reads no archive. `node` is a program of the target's own kind, because names and integrity are written into it.
 */
export function makeElectronFolder(os: 'win32' | 'darwin' | 'linux', node: string, folder: string): string {
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  write('version', '45.3.4')
  write('LICENSE', 'The licence of Electron')
  write('LICENSES.chromium.html', '<p>The licences of Chromium</p>')
  if (os === 'darwin') {
    makeMacApp(node, folder, write)
    return folder
  }
  mkdirSync(join(folder, 'resources'), { recursive: true })
  for (const language of ['en-US', 'da', 'sv', 'nb', 'fr']) write(`locales/${language}.pak`, language)
  withFuses(node, join(folder, os === 'win32' ? 'electron.exe' : 'electron'))
  return folder
}

function makeMacApp(node: string, folder: string, write: (path: string, content: string | Buffer) => void): void {
  const contents = 'Electron.app/Contents'
  write(`${contents}/Info.plist`, plist('Electron'))
  write(`${contents}/Resources/electron.icns`, 'icns')
  for (const language of ['en', 'da', 'sv', 'nb', 'fr'])
    write(`${contents}/Resources/${language}.lproj/locale.pak`, language)
  mkdirSync(join(folder, contents, 'MacOS'), { recursive: true })
  writeFileSync(join(folder, contents, 'MacOS', 'Electron'), 'starts the framework', { mode: 0o755 })
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const helper = `Electron Helper${kind}`
    write(`${contents}/Frameworks/${helper}.app/Contents/Info.plist`, plist(helper))
    write(`${contents}/Frameworks/${helper}.app/Contents/MacOS/${helper}`, 'starts the framework')
  }
  // In Electron for macOS the program is in the framework, and so are the fuses.
  const framework = join(folder, contents, 'Frameworks', 'Electron Framework.framework')
  mkdirSync(join(framework, 'Versions', 'A', 'Resources'), { recursive: true })
  for (const language of ['en', 'da', 'sv', 'nb', 'fr']) {
    write(
      `${contents}/Frameworks/Electron Framework.framework/Versions/A/Resources/${language}.lproj/locale.pak`,
      language,
    )
  }
  withFuses(node, join(framework, 'Versions', 'A', 'Electron Framework'))
  symlinkSync('A', join(framework, 'Versions', 'Current'))
  symlinkSync('Versions/Current/Electron Framework', join(framework, 'Electron Framework'))
  symlinkSync('Versions/Current/Resources', join(framework, 'Resources'))
}

function withFuses(node: string, program: string): void {
  const head = Buffer.from([1, fuseStates.length])
  const fuses = Buffer.concat([Buffer.from(fuseSentence), head, Buffer.from(fuseStates)])
  writeFileSync(program, Buffer.concat([withoutSignature(readFileSync(node)), fuses]), { mode: 0o755 })
}

/** Node for Windows is signed, Electron is not: a signed program can't be given another icon. Programs of other systems stay as they are. */
function withoutSignature(program: Buffer): Buffer {
  if (program.toString('latin1', 0, 2) !== 'MZ') return program
  // The fifth entry of the directory behind the optional header of 112 bytes says where the signature lies, at the end of the file.
  const entry = program.readUInt32LE(0x3c) + 24 + 112 + 4 * 8
  const start = program.readUInt32LE(entry)
  program.fill(0, entry, entry + 8)
  return start === 0 ? program : program.subarray(0, start)
}

const plist = (name: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>com.github.${name.replaceAll(/[ ()]/g, '')}</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundleDisplayName</key><string>${name}</string>
</dict></plist>
`
