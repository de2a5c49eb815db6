@echo off
rem Starts Keydesk with the options that follow, as "npm start" does. PowerShell may forbid npm's own script, this one it does not.
where node >nul 2>nul
if errorlevel 1 (
  echo Keydesk needs Node.js to start from here. Get it from https://nodejs.org and try again.
  if "%~1"=="" pause
  exit /b 1
)
node "%~dp0build\start.mjs" %*
set status=%errorlevel%
if not "%status%"=="0" if "%~1"=="" pause
exit /b %status%
