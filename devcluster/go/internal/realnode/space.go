//go:build linux

package realnode

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Space is where the parts of a cluster live: a network and mounts of its own, and a control group by which they are
// found. Namespaces have no names here: they, the network card and all mounts go with their last process, however that
// ends.
type Space struct {
	number   int
	networks *os.File
	mounts   *os.File
	group    *os.File
}

// privateFolders are written to by the kubelet, CNI and containerd wherever their own folders are.
var privateFolders = []string{"/var/log/containers", "/var/lib/kubelet", "/var/lib/cni", "/run/containerd"}

// settled are settings of the whole machine that a kubelet changes where they are not so already. It finds these values
// and leaves the machine's own alone.
var settled = map[string]string{
	"/proc/sys/vm/overcommit_memory":      "1\n",
	"/proc/sys/vm/panic_on_oom":           "0\n",
	"/proc/sys/kernel/panic":              "10\n",
	"/proc/sys/kernel/panic_on_oops":      "1\n",
	"/proc/sys/kernel/keys/root_maxkeys":  "1000000\n",
	"/proc/sys/kernel/keys/root_maxbytes": "25000000\n",
}

// OpenSpace makes the namespaces, cables them to this machine and makes the control groups.
func OpenSpace(lease *Lease) (*Space, error) {
	if err := makeGroups(lease.Number); err != nil {
		return nil, err
	}
	group, err := os.Open(daemonsGroup(lease.Number))
	if err != nil {
		return nil, err
	}
	space := &Space{number: lease.Number, group: group}
	err = onOwnThread(func() error {
		if err := unix.Unshare(unix.CLONE_NEWNS | unix.CLONE_NEWNET); err != nil {
			return fmt.Errorf("namespaces: %w", err)
		}
		own := fmt.Sprintf("/proc/self/task/%d/ns/", unix.Gettid())
		if space.networks, err = os.Open(own + "net"); err != nil {
			return err
		}
		if space.mounts, err = os.Open(own + "mnt"); err != nil {
			return err
		}
		if err := hideMounts(lease.Folder()); err != nil {
			return err
		}
		return space.cable(lease)
	})
	if err != nil {
		return nil, errors.Join(err, space.Close())
	}
	return space, nil
}

// privateMounts keeps later mounts from this machine and puts memory where files would stay behind.
func privateMounts() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_SLAVE, ""); err != nil {
		return fmt.Errorf("mounts: %w", err)
	}
	for _, path := range privateFolders {
		if err := os.MkdirAll(path, 0o755); err != nil {
			return err
		}
		if err := unix.Mount("tmpfs", path, "tmpfs", 0, "mode=755"); err != nil {
			return fmt.Errorf("mount at %s: %w", path, err)
		}
	}
	return nil
}

// hideMounts makes the mounts private, and shows the settings of the machine as a kubelet wants them.
func hideMounts(folder string) error {
	if err := privateMounts(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(folder, "settings"), 0o700); err != nil {
		return err
	}
	for path, value := range settled {
		if _, err := os.Stat(path); err != nil {
			continue // a kernel without this setting
		}
		file := filepath.Join(folder, "settings", strings.ReplaceAll(path, "/", "-"))
		if err := os.WriteFile(file, []byte(value), 0o600); err != nil {
			return err
		}
		if err := unix.Mount(file, path, "", unix.MS_BIND, ""); err != nil {
			return fmt.Errorf("mount at %s: %w", path, err)
		}
	}
	return nil
}

// cable joins this machine and the cluster, from a thread in the cluster's network.
func (s *Space) cable(lease *Lease) error {
	addresses, name := lease.Addresses(), lease.Name()
	here := [][]string{
		{"link", "set", "lo", "up"},
		{"link", "add", "br0", "type", "bridge"},
		{"address", "add", cidr(addresses.Node.String(), addresses.Pods.Bits()), "dev", "br0"},
		{"link", "set", "br0", "up"},
		{"link", "add", "uplink", "type", "veth", "peer", "name", name, "netns", fmt.Sprintf("/proc/%d/ns/net", os.Getpid())},
		{"address", "add", cidr(addresses.Uplink.String(), addresses.Cable.Bits()), "dev", "uplink"},
		{"link", "set", "uplink", "up"},
	}
	machine := [][]string{
		{"address", "add", cidr(addresses.Host.String(), addresses.Cable.Bits()), "dev", name},
		{"link", "set", name, "up"},
		{"route", "add", addresses.Pods.String(), "via", addresses.Uplink.String()},
		{"route", "add", addresses.Routed.String(), "via", addresses.Uplink.String()},
	}
	if err := ip(here); err != nil {
		return err
	}
	if err := onOwnThread(func() error { return ip(machine) }); err != nil { // a thread of its own begins outside
		return err
	}
	if err := ip([][]string{{"route", "add", "default", "via", addresses.Host.String()}}); err != nil {
		return err
	}
	return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0o644)
}

func cidr(address string, bits int) string { return fmt.Sprintf("%s/%d", address, bits) }

func ip(commands [][]string) error {
	for _, args := range commands {
		if output, err := exec.Command(programOr("ip"), args...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(string(output)))
		}
	}
	return nil
}

// Do runs the function on a thread inside. The function must not start goroutines that are to be inside too.
func (s *Space) Do(inside func() error) error {
	return onOwnThread(func() error {
		if err := s.enter(); err != nil {
			return err
		}
		return inside()
	})
}

// Start starts the process inside and in the control group of the parts.
func (s *Space) Start(command *exec.Cmd) error {
	return s.Do(func() error {
		if err := joinThread(s.number); err != nil {
			return fmt.Errorf("control group: %w", err)
		}
		if command.SysProcAttr == nil {
			command.SysProcAttr = &syscall.SysProcAttr{}
		}
		attributes(s.group, command.SysProcAttr)
		return command.Start()
	})
}

func (s *Space) enter() error {
	// A thread may change its mounts only when it shares root and working folder with no other.
	if err := unix.Unshare(unix.CLONE_FS); err != nil {
		return fmt.Errorf("namespaces: %w", err)
	}
	if err := unix.Setns(int(s.networks.Fd()), unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("network namespace: %w", err)
	}
	if err := unix.Setns(int(s.mounts.Fd()), unix.CLONE_NEWNS); err != nil {
		return fmt.Errorf("mount namespace: %w", err)
	}
	return nil
}

// Close lets go of the namespaces; they last as long as processes in them.
func (s *Space) Close() error {
	var failures []error
	for _, file := range []*os.File{s.networks, s.mounts, s.group} {
		if file != nil {
			failures = append(failures, file.Close())
		}
	}
	return errors.Join(failures...)
}

// onOwnThread runs the function on a thread that nobody else uses before or after: what it changes ends with it.
func onOwnThread(work func() error) error {
	result := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // and never unlocked: the runtime then ends the thread
		if unix.Gettid() == os.Getpid() {
			// The first thread cannot end before the process, and what is changed there is what /proc shows of it.
			result <- onOwnThread(work)
			runtime.UnlockOSThread()
			return
		}
		result <- work()
	}()
	return <-result
}
