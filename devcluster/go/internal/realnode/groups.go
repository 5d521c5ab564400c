//go:build linux

package realnode

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

const (
	groupRoot = "/sys/fs/cgroup"
	// daemons is the control group of the parts, beside the one that the kubelet makes for Pods.
	daemons = "daemons"
)

// neededControllers are what the kubelet refuses to start without.
var neededControllers = []string{"cpu", "cpuset", "memory", "pids"}

// isUnified tells whether this machine has control groups of version 2 only.
func isUnified() bool {
	var found unix.Statfs_t
	return unix.Statfs(groupRoot, &found) == nil && found.Type == unix.CGROUP2_SUPER_MAGIC
}

// hierarchies are the folders below which control groups are made.
func hierarchies() []string {
	if isUnified() {
		return []string{groupRoot}
	}
	entries, err := os.ReadDir(groupRoot)
	if err != nil {
		return nil
	}
	var found []string
	for _, entry := range entries {
		path := filepath.Join(groupRoot, entry.Name())
		if _, err := os.Stat(filepath.Join(path, "cgroup.procs")); entry.IsDir() && err == nil {
			found = append(found, path)
		}
	}
	return found
}

// groupFolders are the cluster's own control groups.
func groupFolders(number int) []string {
	var found []string
	for _, hierarchy := range hierarchies() {
		path := filepath.Join(hierarchy, nameOf(number))
		if _, err := os.Stat(path); err == nil {
			found = append(found, path)
		}
	}
	return found
}

// makeGroups makes the control groups of the cluster: the kubelet wants its root to be there.
func makeGroups(number int) error {
	for _, hierarchy := range hierarchies() {
		own := filepath.Join(hierarchy, nameOf(number))
		if isUnified() {
			if err := delegate(hierarchy); err != nil {
				return err
			}
		}
		if err := os.MkdirAll(own, 0o755); err != nil {
			return fmt.Errorf("control group: %w", err)
		}
		if isUnified() {
			if err := delegate(own); err != nil {
				return err
			}
		} else if filepath.Base(hierarchy) == "cpuset" {
			if err := inheritSets(hierarchy, own); err != nil {
				return err
			}
		}
	}
	raiseShare(number)
	return os.MkdirAll(daemonsGroup(number), 0o755)
}

// raiseShare lets the cluster count for ten where processors are shared: on a busy machine its Pods, which together
// would get as much as one process of the machine, would not start before their probes give up.
func raiseShare(number int) {
	for _, own := range groupFolders(number) {
		for file, share := range map[string]string{"cpu.shares": "10240", "cpu.weight": "1000"} {
			path := filepath.Join(own, file)
			if _, err := os.Stat(path); err == nil {
				_ = os.WriteFile(path, []byte(share), 0o644) // without it everything works, slowly
			}
		}
	}
}

// delegate lets the children of a group of version 2 have all controllers.
func delegate(group string) error {
	controllers, err := os.ReadFile(filepath.Join(group, "cgroup.controllers"))
	if err != nil {
		return fmt.Errorf("control group: %w", err)
	}
	words := strings.Fields(string(controllers))
	for i := range words {
		words[i] = "+" + words[i]
	}
	if err := os.WriteFile(filepath.Join(group, "cgroup.subtree_control"), []byte(strings.Join(words, " ")), 0o644); err != nil {
		return fmt.Errorf("control group: %w", err)
	}
	return nil
}

// inheritSets gives a new group of version 1 the processors and memory of its parent: it has none by itself.
func inheritSets(parent, own string) error {
	for _, file := range []string{"cpuset.cpus", "cpuset.mems"} {
		value, err := os.ReadFile(filepath.Join(parent, file))
		if err != nil {
			return fmt.Errorf("control group: %w", err)
		}
		if err := os.WriteFile(filepath.Join(own, file), value, 0o644); err != nil {
			return fmt.Errorf("control group: %w", err)
		}
	}
	return nil
}

func daemonsGroup(number int) string {
	if isUnified() {
		return filepath.Join(groupRoot, nameOf(number), daemons)
	}
	return filepath.Join(groupRoot, "pids", nameOf(number), daemons)
}

// joinThread moves the calling thread into the group, and with it the processes that it will start. Groups of version 2
// have no single threads; there the process is put into its group while it is made, see attributes.
func joinThread(number int) error {
	if isUnified() {
		return nil
	}
	return os.WriteFile(filepath.Join(daemonsGroup(number), "tasks"), []byte("0"), 0o644)
}

// attributes let a new process begin in the group, where joinThread cannot do it.
func attributes(group *os.File, attributes *syscall.SysProcAttr) {
	if isUnified() {
		attributes.UseCgroupFD, attributes.CgroupFD = true, int(group.Fd())
	}
}
