import { describe, expect, it } from 'vitest'
import { programFault } from '../../../shared/rules/program-path.ts'

describe('the program that sends text messages', () => {
  it.each([
    '/opt/sms/send-sms',
    '/usr/local/bin/gammu-smsd-inject',
    'C:\\Program Files\\SMS\\send.exe',
    'd:/tools/smssender.exe',
    '/opt/shell/sender',
    '/opt/my program/sms2',
  ])('may be %s', (path) => expect(programFault(path)).toBeNull())

  it.each([
    ['send-sms', 'notAbsolute'],
    ['./send-sms', 'notAbsolute'],
    ['C:send.exe', 'notAbsolute'],
    ['/opt/sms/', 'notAbsolute'],
    ['\\\\server\\share\\send.exe', 'notLocal'],
    ['//server/share/send.exe', 'notLocal'],
    ['\\/server/share/send.exe', 'notLocal'],
    ['\\\\?\\C:\\send.exe', 'notLocal'],
    ['\\\\.\\pipe\\x', 'notLocal'],
    ['/dev/tcp/10.0.0.1/25', 'notLocal'],
    ['/proc/self/exe', 'notLocal'],
    ['C:\\tools\\NUL', 'notLocal'],
    ['C:\\tools\\com1.exe', 'notLocal'],
    ['C:\\tools\\send.exe:hidden.exe', 'notLocal'],
    ['/bin/sh', 'interpreter'],
    ['/usr/bin/bash', 'interpreter'],
    ['/usr/bin/python3.12', 'interpreter'],
    ['/usr/bin/perl5.36.0', 'interpreter'],
    ['/usr/bin/env', 'interpreter'],
    ['/usr/bin/node', 'interpreter'],
    ['/bin/busybox', 'interpreter'],
    ['C:\\Windows\\System32\\cmd.exe', 'interpreter'],
    ['C:\\Windows\\System32\\CMD.EXE. ', 'interpreter'],
    ['C:/Windows/System32/WindowsPowerShell/v1.0/powershell.exe', 'interpreter'],
    ['C:\\Windows\\System32\\wscript.exe', 'interpreter'],
    ['C:\\Windows\\System32\\cmd', 'interpreter'],
    ['C:\\tools\\send', 'notExe'],
    ['C:\\tools\\send.app', 'notExe'],
    ['C:\\tools\\send.cmd', 'script'],
    ['C:\\tools\\SEND.BAT', 'script'],
    ['/opt/send-sms.sh', 'script'],
    ['C:\\sms\\send.bat', 'script'],
    ['C:\\sms\\send.CMD ', 'script'],
    ['C:\\sms\\send.ps1', 'script'],
    ['/opt/send.py', 'script'],
  ])('may not be %s: %s', (path, fault) => expect(programFault(path)).toBe(fault))
})
