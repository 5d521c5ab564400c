//go:build linux

package realnode

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"testing"
)

func TestASpaceIsApartAndLeavesNothing(t *testing.T) {
	if sentence := Missing(); sentence != "" {
		t.Skip(sentence)
	}
	lease, err := Take(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer lease.Release()
	if err := os.MkdirAll(lease.Folder(), 0o700); err != nil {
		t.Fatal(err)
	}
	space, err := OpenSpace(lease)
	if err != nil {
		t.Fatal(err)
	}
	sleeper := exec.Command("sleep", "1000")
	if err := space.Start(sleeper); err != nil {
		t.Fatal(err)
	}
	if err := space.Do(func() error {
		_, err := net.InterfaceByName("br0")
		return err
	}); err != nil {
		t.Errorf("no bridge inside: %v", err)
	}
	if _, err := net.InterfaceByName("br0"); err == nil {
		t.Error("the bridge is seen from outside")
	}
	if _, err := net.InterfaceByName(lease.Name()); err != nil {
		t.Errorf("the cable does not reach this machine: %v", err)
	}

	ended := make(chan error)
	go func() { ended <- sleeper.Wait() }()
	if err := errors.Join(space.Close(), Tidy(lease.Number)); err != nil {
		t.Fatal(err)
	}
	<-ended

	if _, err := net.InterfaceByName(lease.Name()); err == nil {
		t.Error("the network card is still there")
	}
	if left := groupFolders(lease.Number); len(left) > 0 {
		t.Errorf("control groups are left: %v", left)
	}
	if _, err := os.Stat(lease.Folder()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestANumberIsLeasedOnce(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	folder := t.TempDir()
	first, err := Take(folder)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Take(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer second.Release()
	if first.Number == second.Number {
		t.Error("two clusters have the same number")
	}
	if other, err := try(first.Number); other != nil || err != nil {
		t.Errorf("a number that is in use was leased again: %v, %v", other, err)
	}

	first.Release()

	again, err := Take(folder)
	if err != nil || again.Number != first.Number {
		t.Errorf("the folder's number was not leased again: %v, %v", again, err)
	} else {
		again.Release()
	}
}
