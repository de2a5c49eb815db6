@echo off
rem Keydesk's command line. PowerShell may forbid npm's own script and swallows the two hyphens before the options.
where node >nul 2>nul
if errorlevel 1 (
  echo Keydesk needs Node.js to start from here. Get it from https://nodejs.org and try again. 1>&2
  exit /b 1
)
node "%~dp0build\keydesk.mjs" %*
