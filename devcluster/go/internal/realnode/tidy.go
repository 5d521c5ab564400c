//go:build linux

package realnode

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	tidyLimit = 20 * time.Second
	tidyPause = 20 * time.Millisecond
)

// Tidy ends every process of the cluster and removes what the machine keeps of it: control groups, the network card and
// sockets. Namespaces and mounts go with their last process. What is gone already is fine.
func Tidy(number int) error {
	deadline := time.Now().Add(tidyLimit)
	for {
		left := killAll(number)
		if left == 0 {
			break
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%d processes of %s do not end", left, nameOf(number))
		}
		time.Sleep(tidyPause)
	}
	removeCard(nameOf(number))
	for {
		err := removeGroups(number)
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			return err
		}
		time.Sleep(tidyPause)
	}
	return os.RemoveAll(folderOf(number))
}

func removeCard(name string) {
	if _, err := net.InterfaceByName(name); err == nil {
		_ = exec.Command(programOr("ip"), "link", "delete", name).Run()
	}
}

// killAll kills what is in the cluster's control groups and returns how many processes it found.
func killAll(number int) int {
	found := 0
	for _, top := range groupFolders(number) {
		_ = filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() {
				return nil
			}
			processes, err := os.ReadFile(filepath.Join(path, "cgroup.procs"))
			if err != nil {
				return nil
			}
			for _, line := range strings.Fields(string(processes)) {
				if pid, err := strconv.Atoi(line); err == nil && pid > 0 && pid != os.Getpid() {
					found++
					_ = syscall.Kill(pid, syscall.SIGKILL)
				}
			}
			return nil
		})
	}
	return found
}

func removeGroups(number int) error {
	var failures []error
	for _, top := range groupFolders(number) {
		var folders []string
		_ = filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() {
				folders = append(folders, path)
			}
			return nil
		})
		slices.Reverse(folders) // children before their parents
		for _, folder := range folders {
			if err := syscall.Rmdir(folder); err != nil && !errors.Is(err, syscall.ENOENT) {
				failures = append(failures, fmt.Errorf("control group %s: %w", folder, err))
			}
		}
	}
	return errors.Join(failures...)
}
