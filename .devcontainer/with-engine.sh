#!/bin/sh
# Starts Docker's engine, then runs its arguments. Where the host allows no
# engine that fails, the log says why, and the arguments run all the same.
log=/var/log/docker-engine.log
groups=/sys/fs/cgroup

# A control group cannot have processes and, below it, groups with limits: ours
# move into one of their own, and containers get theirs beside it.
make_room_for_containers() {
  [ -f "$groups/cgroup.controllers" ] || return
  mkdir -p "$groups/init"
  xargs -rn1 < "$groups/cgroup.procs" > "$groups/init/cgroup.procs"
  sed -e 's/ / +/g' -e 's/^/+/' < "$groups/cgroup.controllers" \
    > "$groups/cgroup.subtree_control"
}

make_room_for_containers > "$log" 2>&1
rm -f /var/run/docker.pid # of an engine that ended with the container
dockerd >> "$log" 2>&1 &
exec "$@"
