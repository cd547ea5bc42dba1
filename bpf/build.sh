#!/bin/sh
# build.sh OUT: compile every bpf/*.bpf.c of this folder into OUT/*.bpf.o (CO-RE, with BTF, without DWARF).
# SPDX-License-Identifier: Apache-2.0
set -eu
cd "$(dirname "$0")"
out=$1
mkdir -p "$out"
for source in *.bpf.c; do
	object=$out/${source%.c}.o
	clang -O2 -g -Wall -Werror -target bpf -mcpu=v3 -I. -I"/usr/include/$(uname -m)-linux-gnu" -c "$source" -o "$object"
	llvm-strip -g "$object"
done
