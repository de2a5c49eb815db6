; The installer for Windows: for one person, without administrator rights. Built by windows-installer.mjs, which defines
;   VERSION       1.2.3
;   VERSION_FOUR  1.2.3.0
;   APP           everything in the folder that was packed
;   ARCH          x64 or arm64
;   ICON          the icon of installer and uninstaller
;   LANGUAGES     the list of the texts
;   OUTPUT        the file to write
;   QUICK         packs nothing smaller, where a try must not take long
;   SIGN          a program that signs the uninstaller, where there is one
;
; /S installs and uninstalls without a word, /WAIT=SECONDS waits so long for Keydesk to be closed, /D=FOLDER, as the last argument, installs
; into another folder.
; Exit status: 0 done, 1 cancelled, 2 failed, 3 not for this Windows, 4 a newer Keydesk is installed, 5 Keydesk runs, 6 the folder holds something else.

Unicode true
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails show

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "x64.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

Name "Keydesk"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Keydesk"
BrandingText "Keydesk ${VERSION}"

VIProductVersion "${VERSION_FOUR}"
VIAddVersionKey "ProductName" "Keydesk"
VIAddVersionKey "FileDescription" "Keydesk"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

; The same as Electron's app is called, so that notifications belong to the shortcut.
!define APP_ID "Keydesk.Desktop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Keydesk"
!define SHORTCUT "$SMPROGRAMS\Keydesk.lnk"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Keydesk.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(dataStays)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!include "${LANGUAGES}"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Var Waited
Var Patience
Var Earlier

; How many half seconds a silent run waits for Keydesk to be closed: a minute, or what /WAIT says.
!macro ReadPatience
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/WAIT=" $Patience
  ${If} ${Errors}
    StrCpy $Patience 60
  ${EndIf}
  IntOp $Patience $Patience * 2
!macroend

; Ends with an exit status, after a sentence where somebody watches.
!macro Refuse sentence status
  MessageBox MB_OK|MB_ICONEXCLAMATION "${sentence}" /SD IDOK
  SetErrorLevel ${status}
  Quit
!macroend

; A program that runs can't be opened for writing. Pushes 1 where one of the two in the folder runs, else 0. The folder is on the stack.
!macro RunsFunction un
  Function ${un}Runs
    Exch $0
    Push $1
    Push $2
    StrCpy $2 0
    ${If} ${FileExists} "$0\Keydesk.exe"
      ClearErrors
      FileOpen $1 "$0\Keydesk.exe" a
      ${If} ${Errors}
        StrCpy $2 1
      ${Else}
        FileClose $1
      ${EndIf}
    ${EndIf}
    ${If} ${FileExists} "$0\resources\node\node.exe"
      ClearErrors
      FileOpen $1 "$0\resources\node\node.exe" a
      ${If} ${Errors}
        StrCpy $2 1
      ${Else}
        FileClose $1
      ${EndIf}
    ${EndIf}
    ClearErrors
    StrCpy $0 $2
    Pop $2
    Pop $1
    Exch $0
  FunctionEnd

  ; Asks until Keydesk is closed; a silent run waits a minute. The folder is on the stack.
  Function ${un}WaitUntilClosed
    Exch $R0
    StrCpy $Waited 0
    ${Do}
      Push $R0
      Call ${un}Runs
      Pop $R1
      ${If} $R1 = 0
        ${ExitDo}
      ${EndIf}
      ${If} ${Silent}
        ${If} $Waited >= $Patience
          SetErrorLevel 5
          Quit
        ${EndIf}
        IntOp $Waited $Waited + 1
        Sleep 500
      ${Else}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(keydeskRuns)" IDRETRY again
        SetErrorLevel 5
        Quit
        again:
      ${EndIf}
    ${Loop}
    Pop $R0
  FunctionEnd

  ; Refuses where somebody keeps an organisation's data in the folder of the program: it would go with the folder.
  Function ${un}RefuseData
    StrCpy $0 ""
    ${If} ${FileExists} "$INSTDIR\keydesk.db"
      StrCpy $0 found
    ${EndIf}
    FindFirst $1 $2 "$INSTDIR\*"
    ${DoWhile} $2 != ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
      ${AndIf} ${FileExists} "$INSTDIR\$2\keydesk.db"
        StrCpy $0 found
      ${EndIf}
      FindNext $1 $2
    ${Loop}
    FindClose $1
    ${If} $0 == found
      !insertmacro Refuse "$(dataInside)" 6
    ${EndIf}
  FunctionEnd

  ; Adds the folder in $R0 to the person's PATH, or takes it away where $R1 is "remove". In memory of Windows' own, because a text of NSIS
  ; holds 1,024 characters and a longer PATH would be cut.
  Function ${un}ChangePath
    System::Call 'advapi32::RegOpenKeyExW(p 0x80000001, w "Environment", i 0, i 0x2001F, *p .r0) i .r1'
    ${If} $1 <> 0
      Return
    ${EndIf}
    StrCpy $2 2 ; REG_EXPAND_SZ, where there is no PATH yet
    StrCpy $3 0
    System::Call 'advapi32::RegQueryValueExW(p r0, w "Path", p 0, *i r2r2, p 0, *i r3r3) i .r1'
    ${If} $1 <> 0
      StrCpy $2 2
      StrCpy $3 0
    ${EndIf}
    StrLen $4 $R0
    IntOp $5 $4 + 8
    IntOp $5 $5 * 2
    IntOp $5 $5 + $3
    System::Alloc $5
    Pop $6 ; ;PATH;FOLDER;
    IntOp $7 $6 + 2 ; PATH
    System::Call 'kernel32::lstrcpyW(p r6, w ";")'
    ${If} $3 > 0
      System::Call 'advapi32::RegQueryValueExW(p r0, w "Path", p 0, p 0, p r7, *i r3r3) i .r1'
      ${If} $1 <> 0
        System::Free $6
        System::Call 'advapi32::RegCloseKey(p r0)'
        Return
      ${EndIf}
    ${EndIf}
    System::Call 'kernel32::lstrlenW(p r7) i .r8'
    System::Call 'kernel32::lstrcatW(p r6, w ";")'
    System::Call 'shlwapi::StrStrIW(p r6, w ";$R0;") p .r9'
    StrCpy $5 0 ; the length to write
    ${If} $R1 == "remove"
      ${If} $9 <> 0
        ; What comes behind the folder, from its semicolon on, moves to where the folder began.
        IntOp $4 $4 + 1
        IntOp $4 $4 * 2
        IntOp $4 $4 + $9
        System::Call 'kernel32::lstrlenW(p r4) i .r5'
        IntOp $5 $5 + 1
        IntOp $5 $5 * 2
        System::Call 'ntdll::memmove(p r9, p r4, i r5)'
        System::Call 'kernel32::lstrlenW(p r7) i .r5'
        ; Without the semicolon that was put at the end.
        ${If} $5 > 0
          IntOp $5 $5 - 1
        ${EndIf}
        IntOp $8 $5 * 2
        IntOp $8 $8 + $7
        System::Call '*$8(&i2 0)'
        IntOp $8 $5 + 0
        StrCpy $9 changed
      ${EndIf}
    ${Else}
      ${If} $9 = 0
        ${If} $8 > 0
          ; A PATH that ends with a semicolon has one already.
          IntOp $5 $8 - 1
          IntOp $5 $5 * 2
          IntOp $5 $5 + $7
          System::Call '*$5(&i2 .r1)'
          ${If} $1 = 59
            IntOp $5 $8 * 2
            IntOp $5 $5 + $7
            System::Call '*$5(&i2 0)'
          ${EndIf}
        ${Else}
          System::Call '*$7(&i2 0)'
        ${EndIf}
        System::Call 'kernel32::lstrcatW(p r7, w R0)'
        System::Call 'kernel32::lstrlenW(p r7) i .r8'
        StrCpy $9 changed
      ${EndIf}
    ${EndIf}
    ${If} $9 == changed
      ${If} $8 = 0
        System::Call 'advapi32::RegDeleteValueW(p r0, w "Path")'
      ${Else}
        IntOp $8 $8 + 1
        IntOp $8 $8 * 2
        System::Call 'advapi32::RegSetValueExW(p r0, w "Path", i 0, i r2, p r7, i r8)'
      ${EndIf}
      ; Programs that are started from now on find it.
      SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
    ${EndIf}
    System::Free $6
    System::Call 'advapi32::RegCloseKey(p r0)'
  FunctionEnd
!macroend
!insertmacro RunsFunction ""
!insertmacro RunsFunction "un."

; A shortcut in the start menu that notifications belong to. CreateShortcut can't write the app's name into it.
Function WriteShortcut
  StrCpy $9 0
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IShellLink::SetPath} $0 '("$INSTDIR\Keydesk.exe").r1'
    ${IShellLink::SetWorkingDirectory} $0 '("$INSTDIR").r1'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r1)'
    ${If} $1 P<> 0
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r2'
      System::Call '*(&w64 "${APP_ID}")p.r4'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,r4)p.r3'
      ${IPropertyStore::SetValue} $1 '($2,$3)'
      ${IPropertyStore::Commit} $1 ""
      System::Free $2
      System::Free $3
      System::Free $4
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Save} $1 '("${SHORTCUT}",1).r9'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
  ${IfNot} ${FileExists} "${SHORTCUT}"
    CreateShortcut "${SHORTCUT}" "$INSTDIR\Keydesk.exe"
  ${EndIf}
FunctionEnd

Function .onInit
  SetShellVarContext current
  !insertmacro ReadPatience
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "$(needsWindows10)" 3
  ${EndIf}
  !if ${ARCH} == "arm64"
    ${IfNot} ${IsNativeARM64}
      !insertmacro Refuse "$(otherProcessor)" 3
    ${EndIf}
  !else
    ${IfNot} ${RunningX64}
      !insertmacro Refuse "$(otherProcessor)" 3
    ${EndIf}
  !endif
  ReadRegStr $Earlier HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 = 1
      !insertmacro Refuse "$(newerIsInstalled)" 4
    ${EndIf}
  ${EndIf}
  ; A newer one goes where the older one is, unless somebody names a folder.
  ${If} $Earlier != ""
  ${AndIf} "$INSTDIR" == "$LOCALAPPDATA\Programs\Keydesk"
    StrCpy $INSTDIR $Earlier
  ${EndIf}
  ; The whole folder is replaced and removed: it must hold nothing but Keydesk, and never the data.
  ${If} "$INSTDIR" == "$LOCALAPPDATA\Keydesk"
  ${OrIf} "$INSTDIR" == "$APPDATA\Keydesk"
    !insertmacro Refuse "$(folderHasOthers)" 6
  ${EndIf}
  Call RefuseData
  ${IfNot} ${FileExists} "$INSTDIR\Uninstall.exe"
    ${DirState} "$INSTDIR" $0
    ${If} $0 = 1
      !insertmacro Refuse "$(folderHasOthers)" 6
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Keydesk"
  Push $INSTDIR
  Call WaitUntilClosed
  ; Everything is unpacked beside the older one, which stays whole until then.
  RMDir /r "$INSTDIR.keydesk-new"
  ClearErrors
  SetOutPath "$INSTDIR.keydesk-new"
  File /r "${APP}"
  WriteUninstaller "$INSTDIR.keydesk-new\Uninstall.exe"
  SetOutPath "$TEMP"
  ${If} ${Errors}
    RMDir /r "$INSTDIR.keydesk-new"
    SetErrorLevel 2
    Abort "$(notWritten)"
  ${EndIf}

  Push $INSTDIR
  Call WaitUntilClosed
  RMDir /r "$INSTDIR.keydesk-old"
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\*.*"
    Rename "$INSTDIR" "$INSTDIR.keydesk-old"
  ${EndIf}
  ${IfNot} ${Errors}
    Rename "$INSTDIR.keydesk-new" "$INSTDIR"
    ${If} ${Errors}
      Rename "$INSTDIR.keydesk-old" "$INSTDIR"
      SetErrors
    ${EndIf}
  ${EndIf}
  ${If} ${Errors}
    RMDir /r "$INSTDIR.keydesk-new"
    SetErrorLevel 2
    Abort "$(notWritten)"
  ${EndIf}
  RMDir /r "$INSTDIR.keydesk-old"

  ; An older one in another folder goes, with its word on the PATH.
  ${If} $Earlier != ""
  ${AndIf} $Earlier != $INSTDIR
  ${AndIf} ${FileExists} "$Earlier\Uninstall.exe"
    StrCpy $R0 "$Earlier\resources\bin"
    StrCpy $R1 "remove"
    Call ChangePath
    Push $Earlier
    Call WaitUntilClosed
    RMDir /r "$Earlier"
  ${EndIf}

  Call WriteShortcut
  StrCpy $R0 "$INSTDIR\resources\bin"
  StrCpy $R1 "add"
  Call ChangePath

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "Keydesk"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\Keydesk.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "Keydesk"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro ReadPatience
  Call un.RefuseData
FunctionEnd

Section "Uninstall"
  Push $INSTDIR
  Call un.WaitUntilClosed
  SetOutPath "$TEMP"
  StrCpy $R0 "$INSTDIR\resources\bin"
  StrCpy $R1 "remove"
  Call un.ChangePath
  Delete "${SHORTCUT}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ; What can be made again; the data is in another folder, and stays.
  RMDir /r "$LOCALAPPDATA\Keydesk cache"
  ${If} ${FileExists} "$INSTDIR\Keydesk.exe"
    RMDir /r "$INSTDIR"
  ${EndIf}
  DetailPrint "$(dataStays)"
SectionEnd
