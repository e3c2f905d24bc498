#!/bin/sh
# Makes a private environment on first use, then opens the page; with arguments, runs narrator with them.
here=$(cd "$(dirname "$0")" && pwd) || exit 1

python=
for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
  if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "没有找到 Python（需要 3.11 至 3.14）。"
  echo "请从 python.org 下载安装，或请单位的信息中心安装；装好后再打开本文件。"
  exit 1
fi

case $(uname) in
  Darwin) data="$HOME/Library/Application Support" ;;
  *) data="${XDG_DATA_HOME:-$HOME/.local/share}" ;;
esac
environment="$data/narrator/env-{version}"
if [ ! -f "$environment/ready" ] || ! "$environment/bin/python" -c '' 2>/dev/null; then
  echo "第一次使用，正在安装，约一分钟，不需要网络……"
  rm -rf "$environment"
  if ! { "$python" -m venv "$environment" &&
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" narrator; }; then
    rm -rf "$environment"
    echo "没有装好。请核对：压缩包已全部解开，磁盘还有 500 MB 空间；Debian、UOS 上先装 python3-venv。"
    exit 1
  fi
  touch "$environment/ready"
fi

[ $# -gt 0 ] || set -- serve
exec "$environment/bin/narrator" "$@"
