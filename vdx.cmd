@echo off
rem The vdx command on Windows: finds Java, builds VDX where there is no build, runs it. VDX_JAVA names the Java to use,
rem VDX_OPTS adds options for it. After a change of sources: rmdir /s /q core-lib\target\vdx
setlocal
set "ROOT=%~dp0"
set "HOME_=%ROOT%core-lib\target\vdx"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if defined VDX_JAVA set "JAVA=%VDX_JAVA%"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo vdx: no Java found; install Java 17 or newer, or name one in VDX_JAVA 1>&2
    exit /b 70
)
if not exist "%HOME_%\vdx.jar" (
    echo vdx: first use: building; half a minute, or two where Maven has to download 1>&2
    pushd "%ROOT%"
    call mvnw.cmd -q -Plauncher -pl core-lib -am package 1>&2
    if errorlevel 1 (
        popd
        echo vdx: the build failed 1>&2
        exit /b 70
    )
    popd
    if not exist "%HOME_%" mkdir "%HOME_%"
    move /y "%ROOT%core-lib\target\launcher\picocli.jar" "%HOME_%\picocli.jar" >nul
    move /y "%ROOT%core-lib\target\launcher\vdx.jar" "%HOME_%\vdx.jar" >nul
)
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 -Djava.awt.headless=true %VDX_OPTS% ^
    "-Xbootclasspath/a:%HOME_%\picocli.jar" -cp "%HOME_%\vdx.jar" dev.vdx.cli.Main %*
exit /b %ERRORLEVEL%
