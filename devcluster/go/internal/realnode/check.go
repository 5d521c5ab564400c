//go:build linux

package realnode

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// packages are the programs that a node needs, each with the Debian package that has it.
var packages = []struct{ program, debian string }{
	{"containerd", "containerd"},
	{"containerd-shim-runc-v2", "containerd"},
	{"ctr", "containerd"},
	{"runc", "runc"},
	{"iptables", "iptables"},
	{"ip", "iproute2"},
	{"docker-registry", "docker-registry"},
	{"mount", "mount"},
}

// plugins are the CNI plugins that Pods' networks are made of.
var plugins = []string{"bridge", "host-local", "loopback", "portmap"}

// Missing says in one sentence why no real node can run on this machine, or nothing when it can.
func Missing() string {
	if runtime.GOARCH != "amd64" {
		return "a real node needs a processor of the kind amd64, and this is " + runtime.GOARCH
	}
	if os.Geteuid() != 0 {
		return "a real node needs root, since it makes namespaces and control groups"
	}
	if sentence := missingPrograms(program, pluginFolder()); sentence != "" {
		return sentence
	}
	if sentence := missingControllers(); sentence != "" {
		return sentence
	}
	if sentence := missingDevices(); sentence != "" {
		return sentence
	}
	return missingNamespaces()
}

func missingPrograms(find func(name string) (string, error), pluginFolder string) string {
	var names, debian []string
	miss := func(name, from string) {
		names = append(names, name)
		if !slices.Contains(debian, from) {
			debian = append(debian, from)
		}
	}
	for _, each := range packages {
		if _, err := find(each.program); err != nil {
			miss(each.program, each.debian)
		}
	}
	for _, plugin := range plugins {
		if _, err := os.Stat(filepath.Join(pluginFolder, plugin)); err != nil {
			miss("the CNI plugin "+plugin, "containernetworking-plugins")
		}
	}
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("a real node needs %s, not found on this machine (Debian: apt-get install %s)", enumerate(names), strings.Join(debian, " "))
}

func missingControllers() string {
	hint := "; in a container, let it have control groups of its own that it may write"
	if len(hierarchies()) == 0 {
		return "a real node needs control groups, and none are mounted at " + groupRoot + hint
	}
	var missing []string
	if isUnified() {
		content, _ := os.ReadFile(filepath.Join(groupRoot, "cgroup.controllers"))
		for _, each := range neededControllers {
			if !slices.Contains(strings.Fields(string(content)), each) {
				missing = append(missing, each)
			}
		}
	} else {
		for _, each := range neededControllers {
			if _, err := os.Stat(filepath.Join(groupRoot, each, "cgroup.procs")); err != nil {
				missing = append(missing, each)
			}
		}
	}
	if len(missing) > 0 {
		return "a real node needs the control groups " + enumerate(missing) + ", and they are not at " + groupRoot + hint
	}
	for _, hierarchy := range hierarchies() {
		probe := filepath.Join(hierarchy, fmt.Sprintf("devcluster-probe-%d", os.Getpid()))
		if err := os.Mkdir(probe, 0o755); err != nil {
			return "a real node needs to make control groups, and that fails: " + err.Error() + hint
		}
		_ = unix.Rmdir(probe)
	}
	if isUnified() {
		if err := delegate(groupRoot); err != nil {
			return "a real node needs to hand out control groups, and that fails: " + err.Error() + hint
		}
	}
	return ""
}

// missingDevices: the kubelet ends at once where it cannot read what the kernel says.
func missingDevices() string {
	messages, err := os.Open("/dev/kmsg")
	if err != nil {
		return "a real node needs the kernel's messages, and they cannot be read: " + err.Error() +
			"; in a container, give it the device /dev/kmsg"
	}
	_ = messages.Close()
	return ""
}

// missingNamespaces tries what the cluster will do, in namespaces that are thrown away.
func missingNamespaces() string {
	var sentence string
	_ = onOwnThread(func() error {
		if err := unix.Unshare(unix.CLONE_NEWNS | unix.CLONE_NEWNET); err != nil {
			sentence = "a real node needs network and mount namespaces, and this machine refuses them (" + err.Error() +
				"); in a container, run it privileged"
			return nil
		}
		if err := privateMounts(); err != nil {
			sentence = "a real node needs mounts of its own, and this machine refuses them (" + err.Error() +
				"); in a container, run it privileged"
			return nil
		}
		for _, attempt := range [][]string{
			{"ip", "link", "add", "probe0", "type", "veth", "peer", "name", "probe1"},
			{"ip", "link", "add", "probe2", "type", "bridge"},
			{"iptables", "--wait", "-t", "nat", "-A", "POSTROUTING", "-m", "comment", "--comment", "probe", "-j", "MASQUERADE"},
			{"iptables", "--wait", "-A", "FORWARD", "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED", "-j", "ACCEPT"},
		} {
			if output, err := exec.Command(programOr(attempt[0]), attempt[1:]...).CombinedOutput(); err != nil {
				sentence = fmt.Sprintf("a real node needs `%s` to work, and the kernel refuses it: %s",
					strings.Join(attempt, " "), strings.Join(strings.Fields(string(output)), " "))
				return nil
			}
		}
		return nil
	})
	return sentence
}

func enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
