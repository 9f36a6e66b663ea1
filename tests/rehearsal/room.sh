#!/bin/sh
# room.sh ROOT LOCAL HOSTS SHARED OUTSIDE CWD READONLY BARE USER WORDS…: runs a command where ROOT is /, LOCAL is /usr/local, HOSTS is /etc/hosts, and the machine lends its programs and the
# SHARED folders (with colons between). OUTSIDE is the network of the machine, which pip alone goes back to. READONLY is a folder that cannot be written, or empty; BARE: whether compilers are hidden; USER: numbers of the user and of its group. To be started in a mount and a process namespace of its own.
set -e
root=$1 local=$2 hosts=$3 shared=$4 outside=$5 cwd=$6 readonly=$7 bare=$8 user=$9
shift 9
for name in bin dev etc lib lib64 sbin usr; do
    if [ -L "/$name" ]; then
        [ -L "$root/$name" ] || cp -P "/$name" "$root/"
    elif [ -d "/$name" ]; then
        mkdir -p "$root/$name"
        mount --rbind "/$name" "$root/$name"
        [ "$name" = dev ] || mount -o remount,bind,ro "$root/$name"
    fi
done
mount --bind "$local" "$root/usr/local"
mount --bind "$hosts" "$root/etc/hosts"
for name in passwd group; do
    mount --bind "${hosts%/*}/$name" "$root/etc/$name"
done
IFS=:
for folder in $shared; do
    mkdir -p "$root$folder"
    mount --bind "$folder" "$root$folder"
done
unset IFS
mkdir -p "$root/run"
: >"$root/run/outside"
mount --bind "$outside" "$root/run/outside"
mkdir -p "$root/proc" "$root/tmp" "$root$cwd"
chmod 1777 "$root/tmp"
mount -t proc proc "$root/proc"
if [ -n "$readonly" ]; then
    mount --bind "$root$readonly" "$root$readonly"
    mount -o remount,bind,ro "$root$readonly"
fi
if [ -n "$bare" ]; then
    mkdir -p "$root/run/bin"
    mount --bind "$root/usr/bin" "$root/run/bin"
    mount -t tmpfs none "$root/usr/bin"
    (cd "$root/run/bin" && find . -mindepth 1 -maxdepth 1 -printf '/run/bin/%f\n') | xargs ln -s -t "$root/usr/bin"
    rm -f "$root"/usr/bin/*gcc* "$root"/usr/bin/*g++* "$root"/usr/bin/*clang* "$root"/usr/bin/*pg_config* "$root"/usr/bin/*mysql_config* "$root"/usr/bin/*pkg-config* "$root"/usr/bin/pkgconf*
fi
# Python starts it as the kernel does: no shell steps in for a script that does not say what reads it.
exec chroot "$root" /usr/local/bin/python -ISc 'import os, sys
os.chdir(sys.argv[1])
user, group = map(int, sys.argv[2].split(":"))
if user:
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)
os.execvp(sys.argv[3], sys.argv[3:])' "$cwd" "$user" "$@"
