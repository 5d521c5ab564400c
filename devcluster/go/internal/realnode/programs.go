//go:build linux

package realnode

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// systemFolders are where root's programs are. The PATH of other people, or of a program that starts us, may lack them.
var systemFolders = []string{"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"}

// program finds a program on PATH or where root's programs are.
func program(name string) (string, error) {
	found, err := exec.LookPath(name)
	if err == nil {
		return found, nil
	}
	for _, folder := range systemFolders {
		if path, err := exec.LookPath(filepath.Join(folder, name)); err == nil {
			return path, nil
		}
	}
	return "", err
}

// programOr is the program's path where there is one; else its name, which will fail with words that name it.
func programOr(name string) string {
	if path, err := program(name); err == nil {
		return path
	}
	return name
}

// Environment of the parts: they find the programs that they call themselves.
func Environment() []string {
	return append(os.Environ(), "PATH="+os.Getenv("PATH")+":"+strings.Join(systemFolders, ":"))
}

func pluginFolder() string {
	for _, folder := range []string{"/usr/lib/cni", "/opt/cni/bin"} {
		if _, err := os.Stat(filepath.Join(folder, "bridge")); err == nil {
			return folder
		}
	}
	return "/usr/lib/cni"
}
