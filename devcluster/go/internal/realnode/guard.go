//go:build linux

package realnode

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
)

// Guard is a process that outlives the supervisor by a moment and tidies up behind it, however it ended.
type Guard struct {
	command *exec.Cmd
	alive   *os.File
	log     string
}

// StartGuard begins to watch over the cluster of the lease.
func StartGuard(lease *Lease, log string) (*Guard, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	output, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer output.Close()
	watched, alive, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer watched.Close()
	command := exec.Command(executable, "guard", strconv.Itoa(lease.Number))
	command.Stdin, command.Stdout, command.Stderr = watched, output, output
	command.ExtraFiles = []*os.File{lease.lock}
	// A session of its own: what ends the supervisor's whole group of processes does not end the guard.
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := command.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("guard: %w", err), alive.Close())
	}
	return &Guard{command, alive, log}, nil
}

// Tidy lets the guard do its work and waits for it.
func (g *Guard) Tidy() error {
	if err := errors.Join(g.alive.Close(), g.command.Wait()); err != nil {
		return fmt.Errorf("guard: %w; what it could not remove is in %s", err, g.log)
	}
	return nil
}

// KeepGuard is the guard's own command: it waits until its standard input closes and tidies up.
func KeepGuard(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: devcluster guard NUMBER")
	}
	number, err := strconv.Atoi(args[0])
	if err != nil {
		return fmt.Errorf("guard: %q is no number", args[0])
	}
	signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	_, _ = io.Copy(io.Discard, os.Stdin)
	return Tidy(number)
}
