import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from '../chromium.mjs'
import { root } from '../setup.mjs'

// Draws the icons of the packages from the page's own icon; run it again where that changes.

const windows = [16, 24, 32, 48, 64, 256]
/** Apple's names of the sizes; the second of each size is for screens with twice the points. */
const mac = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]

/** An .ico whose pictures are PNGs, as Windows reads them since Vista. */
export function icoOf(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    // 256 is written as 0.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** An .icns whose pictures are PNGs: each has its name, its length with the head of 8 bytes, and the picture. */
export function icnsOf(pictures) {
  const parts = pictures.flatMap(({ name, png }) => [headOf(name, png.length), png])
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([headOf('icns', length), ...parts])
}

function headOf(name, length) {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(length + 8, 4)
  return head
}

async function draw() {
  const svg = readFileSync(join(root, 'renderer', 'favicon.svg'), 'utf8')
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined })
  const page = await browser.newPage()
  /** `margin` is the part of the picture that stays empty on each side. */
  const pngOf = async (size, margin) => {
    const inner = Math.round(size * (1 - 2 * margin))
    await page.setViewportSize({ width: size, height: size })
    const style = `margin:0;width:${size}px;height:${size}px;display:grid;place-items:center`
    await page.setContent(`<body style="${style}">${svg.replace('<svg', `<svg width="${inner}" height="${inner}"`)}`)
    return page.screenshot({ omitBackground: true })
  }
  const forWindows = []
  for (const size of windows) forWindows.push({ size, png: await pngOf(size, 0) })
  const forMac = []
  // Apple's drawings leave a tenth free on each side.
  for (const [name, size] of mac) forMac.push({ name, png: await pngOf(size, 0.1) })
  const linux = await pngOf(512, 0)
  await browser.close()
  const folder = join(root, 'build', 'package', 'icons')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'icon.ico'), icoOf(forWindows))
  writeFileSync(join(folder, 'icon.icns'), icnsOf(forMac))
  writeFileSync(join(folder, 'icon.png'), linux)
}

if (import.meta.main) await draw()
