@echo off
rem The vdx command on Windows: finds Java, builds VDX where there is no build, runs it. VDX_JAVA names the Java to use,
rem VDX_OPTS adds options for it. After a change of sources: rmdir /s /q core-lib\target\vdx reference-node\target\vdx
setlocal
set "ROOT=%~dp0"
set "MODULE=core-lib"
set "PRODUCT=vdx.jar"
if "%~1"=="demo" set "MODULE=reference-node"
if "%~1"=="demo" set "PRODUCT=vdx-node.jar"
set "HOME_=%ROOT%%MODULE%\target\vdx"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if defined VDX_JAVA set "JAVA=%VDX_JAVA%"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo vdx: no Java found; install Java 17 or newer, or name one in VDX_JAVA 1>&2
    exit /b 70
)
if not exist "%HOME_%\%PRODUCT%" (
    echo vdx: first use: building; half a minute, or two where Maven has to download 1>&2
    pushd "%ROOT%"
    call mvnw.cmd -q -Plauncher -pl %MODULE% -am package 1>&2
    if errorlevel 1 (
        popd
        echo vdx: the build failed 1>&2
        exit /b 70
    )
    popd
    if not exist "%HOME_%" mkdir "%HOME_%"
    if "%MODULE%"=="core-lib" (
        move /y "%ROOT%core-lib\target\launcher\picocli.jar" "%HOME_%\picocli.jar" >nul
        move /y "%ROOT%core-lib\target\launcher\vdx.jar" "%HOME_%\vdx.jar" >nul
    ) else (
        xcopy /e /i /q /y "%ROOT%reference-node\target\lib" "%HOME_%\lib" >nul
        copy /y "%ROOT%reference-node\target\vdx-node-*.jar" "%HOME_%\vdx-node.jar" >nul
    )
)
if "%MODULE%"=="reference-node" (
    "%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 -Djava.awt.headless=true ^
        -Dlogback.configurationFile=logback-quiet.xml %VDX_OPTS% -cp "%HOME_%\vdx-node.jar" dev.vdx.cli.Main %*
    exit /b
)
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 -Djava.awt.headless=true %VDX_OPTS% ^
    "-Xbootclasspath/a:%HOME_%\picocli.jar" -cp "%HOME_%\vdx.jar" dev.vdx.cli.Main %*
exit /b %ERRORLEVEL%
