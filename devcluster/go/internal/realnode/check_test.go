//go:build linux

package realnode

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestWhatIsMissingIsNamedWithItsPackages(t *testing.T) {
	folder := t.TempDir()
	for _, plugin := range plugins {
		if err := os.WriteFile(filepath.Join(folder, plugin), nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	without := func(missing ...string) func(string) (string, error) {
		return func(name string) (string, error) {
			for _, each := range missing {
				if each == name {
					return "", errors.New("not found")
				}
			}
			return "/usr/bin/" + name, nil
		}
	}
	for _, each := range []struct{ found, expected string }{
		{missingPrograms(without(), folder), ""},
		{missingPrograms(without("runc"), folder),
			"a real node needs runc, not found on this machine (Debian: apt-get install runc)"},
		{missingPrograms(without("containerd", "ctr", "ip"), folder),
			"a real node needs containerd, ctr and ip, not found on this machine (Debian: apt-get install containerd iproute2)"},
		{missingPrograms(without("docker-registry"), t.TempDir()),
			"a real node needs docker-registry, the CNI plugin bridge, the CNI plugin host-local, the CNI plugin loopback and" +
				" the CNI plugin portmap, not found on this machine (Debian: apt-get install docker-registry containernetworking-plugins)"},
	} {
		if each.found != each.expected {
			t.Errorf("said %q, not %q", each.found, each.expected)
		}
	}
}
