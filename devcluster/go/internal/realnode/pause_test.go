//go:build linux

package realnode

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestPauseSleepsUntilItIsKilled(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the program is for amd64")
	}
	file := filepath.Join(t.TempDir(), "pause")
	if err := os.WriteFile(file, pauseProgram(), 0o755); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(file)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	// A child's end must not wake it, and a signal that a container gets while it stops ends it.
	_ = command.Process.Signal(syscall.SIGCHLD)
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatalf("it did not sleep: %v", err)
	}
	if err := command.Wait(); err == nil || !strings.Contains(err.Error(), "terminated") {
		t.Errorf("it ended by itself: %v", err)
	}
}

func TestPauseArchiveIsReproducible(t *testing.T) {
	first, err := pauseArchive()
	if err != nil {
		t.Fatal(err)
	}
	second, err := pauseArchive()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("two archives of the same image differ")
	}
}
