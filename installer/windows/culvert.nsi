; SPDX-License-Identifier: GPL-3.0-or-later
; The Windows installer; tools/windows/installer makes it. Each person's own (%LOCALAPPDATA%\Programs\Culvert), or for everybody
; (%ProgramFiles%\Culvert), then as an administrator.
;
; setup.exe [/S] [/AllUsers | /CurrentUser] [/AUTOSTART] [/D=FOLDER]     /S: asks nothing, shows nothing; /D= comes last
; uninstall.exe [/S] [/REMOVEPROFILE]                                    the profile stays unless asked
; Exit codes: 0 done, 1 given up by the person, 2 failed, 3 /AllUsers without an administrator's rights.
;
; Defined by the caller: VERSION (a.b.c), FOLDER (what is installed), ROOT (the tree), OUT, and the file FILES with the macros
; RemoveFiles and RemoveFolders.
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include nsDialogs.nsh
!include WinMessages.nsh
!include "${FILES}"

Name "Culvert"
OutFile "${OUT}"
RequestExecutionLevel user ; administrator's rights are asked for where somebody installs for everybody
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10
BrandingText " "
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Culvert"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Culvert Setup"
VIAddVersionKey /LANG=0 "CompanyName" "The Culvert developers"
VIAddVersionKey /LANG=0 "LegalCopyright" "GPL-3.0-or-later"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Culvert"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run" ; as in app/culvert/autostart_windows.cpp
!define LINK_KEY "Software\Classes\culvert"

Var ForAll        ; 1: for everybody on this machine
Var FolderGiven   ; by /D=
Var WasRunning    ; 1: the window's program ran in this session
Var QuitEvent
Var ForAllButton

!define MUI_ICON "${ROOT}\resources\culvert.ico"
!define MUI_UNICON "${ROOT}\resources\culvert.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!insertmacro MUI_PAGE_WELCOME
Page custom AskForWhom ForWhomAsked
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English" ; where the system speaks neither
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro Text NAME ENGLISH CHINESE
    LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
    LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
!macroend
!insertmacro Text ForWhomTitle "For whom?" "为谁安装？"
!insertmacro Text ForWhomHint "Each person has a profile of their own in either case." "无论哪种方式，每个人都有自己的配置。"
!insertmacro Text ForMe "Only for me" "只为我自己"
!insertmacro Text ForEverybody "For everybody on this machine (an administrator must agree)" "为本机的所有人（需要管理员同意）"
!insertmacro Text ProgramName "Culvert" "Culvert"
!insertmacro Text ProgramHint "The tray program, culvertd for the command line, and culvert: links." "托盘程序、命令行程序 culvertd，以及 culvert: 链接。"
!insertmacro Text SessionName "Start with the session" "登录时启动"
!insertmacro Text SessionHint "Culvert starts in the tray when you log in. Its settings can change that at any time." "您登录时 Culvert 在托盘中启动。随时可在程序的设置中更改。"
!insertmacro Text ProfileName "My profile" "我的配置"
!insertmacro Text ProfileHint "Also removes your identity, peers and tunnels: other machines will not know this one any more." "同时删除您的身份、对端和隧道：其他机器将不再认识本机。"
!insertmacro Text Quitting "Culvert is running; it is asked to quit." "Culvert 正在运行，正在请它退出。"
!insertmacro Text StillRunning "A Culvert of another session still runs. It keeps its old version until it is started anew." "另一会话中的 Culvert 仍在运行。重新启动之前它保持旧版本。"
!insertmacro Text CopyFailed "The files could not be written to $INSTDIR. Check that the disk is not full and that you may write there." "无法将文件写入 $INSTDIR。请检查磁盘是否已满，以及您是否有写入权限。"
!insertmacro Text NotAdministrator "Installing for everybody needs an administrator's rights." "为所有人安装需要管理员权限。"

; Whether a program of ours runs: its file cannot be opened for writing then. FREE: 1 or 0. No byte is written.
!macro LookIfFree FREE FILE
    StrCpy ${FREE} 1
    ${If} ${FileExists} "$INSTDIR\${FILE}"
        ClearErrors
        FileOpen $R9 "$INSTDIR\${FILE}" a
        ${If} ${Errors}
            StrCpy ${FREE} 0
        ${Else}
            FileClose $R9
        ${EndIf}
    ${EndIf}
    ClearErrors
!macroend

; Every Culvert of this session quits, and those that are started meanwhile do as well, until the event is reset (app/common/
; quit_signal_windows.cpp). Returns when their files are free, or after 10 s.
!macro QuitProgramsFunction UN
Function ${UN}QuitPrograms
    System::Call 'kernel32::CreateEventW(p 0, i 1, i 0, w "Local\Culvert-quit") p .r0'
    StrCpy $QuitEvent $0
    !insertmacro LookIfFree $R0 culvert.exe
    !insertmacro LookIfFree $R1 culvertd.exe
    ${If} $R0 = 0
        StrCpy $WasRunning 1
    ${EndIf}
    ${If} $R0 = 0
    ${OrIf} $R1 = 0
        DetailPrint $(Quitting)
        System::Call 'kernel32::SetEvent(p $QuitEvent)'
        ${ForEach} $0 1 100 + 1
            !insertmacro LookIfFree $R0 culvert.exe
            !insertmacro LookIfFree $R1 culvertd.exe
            ${If} $R0 = 1
            ${AndIf} $R1 = 1
                ${ExitFor}
            ${EndIf}
            Sleep 100
        ${Next}
        ${If} $R0 = 0
        ${OrIf} $R1 = 0
            DetailPrint $(StillRunning)
        ${EndIf}
    ${EndIf}
FunctionEnd
!macroend
!insertmacro QuitProgramsFunction ""
!insertmacro QuitProgramsFunction "un."

!macro LetProgramsRun
    System::Call 'kernel32::ResetEvent(p $QuitEvent)'
    System::Call 'kernel32::CloseHandle(p $QuitEvent)'
!macroend

; For FILES. What still runs lets itself be renamed, not deleted.
!macro RemoveFile FILE
    Delete "$INSTDIR\${FILE}.old"
    ClearErrors
    Delete "$INSTDIR\${FILE}"
    ${If} ${Errors}
        Rename "$INSTDIR\${FILE}" "$INSTDIR\${FILE}.old"
        Delete /REBOOTOK "$INSTDIR\${FILE}.old"
        ClearErrors
    ${EndIf}
!macroend

Function .onInit
    StrCpy $FolderGiven $INSTDIR ; empty unless /D= was there
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/AllUsers" $R1
    ${IfNot} ${Errors}
        StrCpy $ForAll 1
    ${Else}
        StrCpy $ForAll 0
    ${EndIf}
    ClearErrors
    ; An upgrade stays where the last version is.
    ${GetOptions} $R0 "/CurrentUser" $R1
    ${If} ${Errors}
        ReadRegStr $R1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
        ReadRegStr $R2 HKLM "${UNINSTALL_KEY}" "InstallLocation"
        ${If} $R1 == ""
        ${AndIf} $R2 != ""
            StrCpy $ForAll 1
        ${EndIf}
    ${EndIf}
    ClearErrors
    Call UseChoice
    UserInfo::GetAccountType
    Pop $R1
    ${If} $ForAll = 1
    ${AndIf} $R1 != "Admin"
    ${AndIf} ${Silent}
        SetErrorLevel 3
        Abort $(NotAdministrator)
    ${EndIf}
    Call LookAtSession
FunctionEnd

; The places of one person's program or of everybody's, as $ForAll says.
Function UseChoice
    ${If} $ForAll = 1
        SetShellVarContext all
        StrCpy $R1 "$PROGRAMFILES64\Culvert"
    ${Else}
        SetShellVarContext current
        StrCpy $R1 "$LOCALAPPDATA\Programs\Culvert" ; %LOCALAPPDATA%\Culvert is the profile
    ${EndIf}
    ReadRegStr $R2 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $R2 != ""
        StrCpy $R1 $R2
    ${EndIf}
    ${If} $FolderGiven != ""
        StrCpy $R1 $FolderGiven
    ${EndIf}
    StrCpy $INSTDIR $R1
FunctionEnd

Function AskForWhom
    !insertmacro MUI_HEADER_TEXT $(ForWhomTitle) $(ForWhomHint)
    nsDialogs::Create 1018
    Pop $R0
    ${NSD_CreateRadioButton} 10u 20u 100%-20u 14u $(ForMe)
    Pop $R1
    ${NSD_CreateRadioButton} 10u 40u 100%-20u 14u $(ForEverybody)
    Pop $ForAllButton
    ${If} $ForAll = 1
        ${NSD_Check} $ForAllButton
    ${Else}
        ${NSD_Check} $R1
    ${EndIf}
    nsDialogs::Show
FunctionEnd

Function ForWhomAsked
    ${NSD_GetState} $ForAllButton $R0
    ${If} $R0 = ${BST_CHECKED}
        StrCpy $ForAll 1
        UserInfo::GetAccountType
        Pop $R1
        ${If} $R1 != "Admin"
            ; Windows asks for an administrator, and this very installer goes on in their name.
            ClearErrors
            ExecShell "runas" "$EXEPATH" "/AllUsers"
            ${IfNot} ${Errors}
                Quit
            ${EndIf}
            ClearErrors
            MessageBox MB_OK|MB_ICONEXCLAMATION $(NotAdministrator)
            Abort
        ${EndIf}
    ${Else}
        StrCpy $ForAll 0
    ${EndIf}
    Call UseChoice
    Call LookAtSession
FunctionEnd

Section "!$(ProgramName)" SectionProgram
    SectionIn RO
    Call QuitPrograms
    ; The old version removes what it brought, so that no file of its own stays.
    ${If} ${FileExists} "$INSTDIR\uninstall.exe"
        ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR'
        ClearErrors
    ${EndIf}
    SetOverwrite on
    SetOutPath "$INSTDIR"
    ClearErrors
    File /r "${FOLDER}\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    ${If} ${Errors}
        !insertmacro LetProgramsRun
        SetErrorLevel 2
        MessageBox MB_OK|MB_ICONSTOP $(CopyFailed) /SD IDOK
        Abort $(CopyFailed)
    ${EndIf}

    CreateShortcut "$SMPROGRAMS\Culvert.lnk" "$INSTDIR\culvert.exe"
    WriteRegStr SHCTX "${LINK_KEY}" "" "URL:Culvert"
    WriteRegStr SHCTX "${LINK_KEY}" "URL Protocol" ""
    WriteRegStr SHCTX "${LINK_KEY}\DefaultIcon" "" "$INSTDIR\culvert.exe,0"
    WriteRegStr SHCTX "${LINK_KEY}\shell\open\command" "" '"$INSTDIR\culvert.exe" -- "%1"' ; a link cannot be an option
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "Culvert"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\culvert.exe,0"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The Culvert developers"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $R0 $R1 $R2
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $R0
SectionEnd

; One person's matter: what is written for everybody nobody could switch off for themselves.
Section /o "$(SessionName)" SectionSession
    WriteRegStr HKCU "${RUN_KEY}" "Culvert" '"$INSTDIR\culvert.exe" --hidden'
SectionEnd

Section "-finish"
    !insertmacro LetProgramsRun
    ${IfNot} ${SectionIsSelected} ${SectionSession}
    ${AndIf} $ForAll = 0
    ${AndIfNot} ${Silent}
        DeleteRegValue HKCU "${RUN_KEY}" "Culvert" ; the person took the tick away
    ${EndIf}
    ${If} $WasRunning = 1
    ${AndIf} ${Silent}
        Call StartProgram
    ${EndIf}
SectionEnd

; The entry as it is: kept by an upgrade, and ticked.
Function LookAtSession
    ${If} $ForAll = 1
        !insertmacro UnselectSection ${SectionSession}
        SectionSetText ${SectionSession} "" ; not shown
        Return
    ${EndIf}
    SectionSetText ${SectionSession} $(SessionName)
    ReadRegStr $R1 HKCU "${RUN_KEY}" "Culvert"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/AUTOSTART" $R2
    ${IfNot} ${Errors}
        !insertmacro SelectSection ${SectionSession}
    ${ElseIf} $R1 != ""
    ${AndIfNot} ${Silent}
        !insertmacro SelectSection ${SectionSession}
    ${EndIf}
    ClearErrors
FunctionEnd

; Never with an administrator's rights: the shell, which has none, starts it then.
Function StartProgram
    ${If} $ForAll = 1
        Exec '"$WINDIR\explorer.exe" "$INSTDIR\culvert.exe"'
    ${ElseIf} ${Silent}
        Exec '"$INSTDIR\culvert.exe" --hidden'
    ${Else}
        Exec '"$INSTDIR\culvert.exe"'
    ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} $(ProgramHint)
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionSession} $(SessionHint)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; What belongs to a registry key of ours only if it leads to this folder: another installation may have taken it over.
!macro DeleteOurKey ROOT KEY VALUE_KEY
    ReadRegStr $R0 ${ROOT} "${VALUE_KEY}" ""
    StrLen $R1 '"$INSTDIR\'
    StrCpy $R0 $R0 $R1
    ${If} $R0 == '"$INSTDIR\'
        DeleteRegKey ${ROOT} "${KEY}"
    ${EndIf}
!macroend

Function un.onInit
    ReadRegStr $R0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $R0 == $INSTDIR
        StrCpy $ForAll 1
        SetShellVarContext all
    ${Else}
        StrCpy $ForAll 0
        SetShellVarContext current
    ${EndIf}
    UserInfo::GetAccountType
    Pop $R1
    ${If} $ForAll = 1
    ${AndIf} $R1 != "Admin"
        ${IfNot} ${Silent}
            ExecShell "runas" "$INSTDIR\uninstall.exe"
        ${EndIf}
        SetErrorLevel 3
        Abort $(NotAdministrator)
    ${EndIf}
FunctionEnd

Section "un.$(ProgramName)" UnSectionProgram
    SectionIn RO
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/UPGRADE" $R1
    ${IfNot} ${Errors}
        !insertmacro RemoveFiles ; the installer sees to the rest
        !insertmacro RemoveFolders
        Return
    ${EndIf}
    ClearErrors
    Call un.QuitPrograms
    !insertmacro RemoveFiles
    !insertmacro RemoveFile uninstall.exe
    SetOutPath "$TEMP"
    !insertmacro RemoveFolders
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Culvert.lnk"
    !insertmacro DeleteOurKey SHCTX "${LINK_KEY}" "${LINK_KEY}\shell\open\command"
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    ReadRegStr $R0 HKCU "${RUN_KEY}" "Culvert"
    StrLen $R1 '"$INSTDIR\'
    StrCpy $R0 $R0 $R1
    ${If} $R0 == '"$INSTDIR\'
        DeleteRegValue HKCU "${RUN_KEY}" "Culvert"
    ${EndIf}
    !insertmacro LetProgramsRun
SectionEnd

Section /o "un.$(ProfileName)" UnSectionProfile
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\culvert"
SectionEnd

Section "-un.finish"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/REMOVEPROFILE" $R1
    ${IfNot} ${Errors}
        SetShellVarContext current
        RMDir /r "$LOCALAPPDATA\culvert"
    ${EndIf}
    ClearErrors
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${UnSectionProgram} $(ProgramHint)
    !insertmacro MUI_DESCRIPTION_TEXT ${UnSectionProfile} $(ProfileHint)
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END
