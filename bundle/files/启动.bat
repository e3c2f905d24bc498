@echo off
rem Makes a private environment on first use, then opens the page; with arguments, runs narrator with them.
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
set "PY="
for %%V in (3.14 3.13 3.12 3.11) do if not defined PY (
  py -%%V -c "" >nul 2>nul && set "PY=py -%%V"
)
if not defined PY (
  python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul && set "PY=python"
)
if not defined PY (
  echo 没有找到 Python（需要 3.11 至 3.14）。
  echo 请从 python.org 下载 64 位的安装程序，安装时勾选“Add python.exe to PATH”，
  echo 或请单位的信息中心安装；装好后再双击本文件。
  pause
  exit /b 1
)

set "ENVIRONMENT=%LOCALAPPDATA%\narrator\env-{version}"
if exist "%ENVIRONMENT%\ready" (
  "%ENVIRONMENT%\Scripts\python.exe" -c "" >nul 2>nul && goto run
)
echo 第一次使用，正在安装，约一分钟，不需要网络……
if exist "%ENVIRONMENT%" rmdir /s /q "%ENVIRONMENT%"
%PY% -m venv "%ENVIRONMENT%" || goto failed
"%ENVIRONMENT%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" narrator || goto failed
type nul > "%ENVIRONMENT%\ready"

:run
if "%~1"=="" (
  "%ENVIRONMENT%\Scripts\narrator.exe" serve
) else (
  "%ENVIRONMENT%\Scripts\narrator.exe" %*
)
if errorlevel 2 pause
exit /b %errorlevel%

:failed
if exist "%ENVIRONMENT%" rmdir /s /q "%ENVIRONMENT%"
echo 没有装好。请核对：压缩包已全部解开（不要在压缩包里直接双击），磁盘还有 500 MB 空间，Python 是 64 位的。
pause
exit /b 1
