//go:build linux

package realnode

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stateFolder has a lock and, while it runs, a folder for every cluster of this machine. Sockets want short paths.
const stateFolder = "/run/devcluster"

const (
	againLimit = tidyLimit
	againPause = 50 * time.Millisecond
)

// Lease is the right to one number, and with it to addresses, a name and a folder that no other cluster of this machine
// has. Supervisor and guard both hold it: a lock that is free tells that nobody is left to tidy up.
type Lease struct {
	Number int
	lock   *os.File
}

// Take leases a free number after tidying up behind clusters that died together with their guard.
//
// A number that was written into the folder by an earlier run is taken again, since addresses are in that run's data.
func Take(directory string) (*Lease, error) {
	if err := os.MkdirAll(stateFolder, 0o700); err != nil {
		return nil, err
	}
	if err := tidyAbandoned(); err != nil {
		return nil, err
	}
	remembered := filepath.Join(directory, "node-number")
	if text, err := os.ReadFile(remembered); err == nil {
		return again(strings.TrimSpace(string(text)))
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	used, err := usedPrefixes()
	if err != nil {
		return nil, err
	}
	for number := range perBlock * len(blocks) {
		lease, err := try(number)
		if err != nil {
			return nil, err
		}
		if lease == nil {
			continue
		}
		if addressesOf(number).clashes(used) {
			lease.Release()
			continue
		}
		return lease, os.WriteFile(remembered, []byte(strconv.Itoa(number)), 0o600)
	}
	return nil, errors.New("no free addresses: this machine uses all of 10.250.0.0 to 10.252.255.255 and of" +
		" 172.28.0.0 to 172.30.255.255 itself or for other clusters")
}

func again(text string) (*Lease, error) {
	number, err := strconv.Atoi(text)
	if err != nil || number < 0 || number >= perBlock*len(blocks) {
		return nil, fmt.Errorf("the file node-number of the cluster's folder holds %q, which is no number of a cluster", text)
	}
	lease, err := await(number)
	if err != nil {
		return nil, err
	}
	used, err := usedPrefixes()
	if err != nil {
		return nil, err
	}
	if lease == nil || addressesOf(number).clashes(used) {
		return nil, fmt.Errorf("the addresses of the cluster in this folder (%s) are in use; end what uses them, or take"+
			" another folder", addressesOf(number).Pods)
	}
	return lease, nil
}

// await leases the number as soon as a guard that tidies up behind a crash has done so.
func await(number int) (*Lease, error) {
	for deadline := time.Now().Add(againLimit); ; time.Sleep(againPause) {
		lease, err := try(number)
		if err != nil || lease != nil || time.Now().After(deadline) {
			return lease, err
		}
	}
}

// try leases the number, or returns nothing when another cluster has it.
func try(number int) (*Lease, error) {
	lock, err := os.OpenFile(lockFile(number), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return nil, lock.Close()
	}
	return &Lease{number, lock}, nil
}

// tidyAbandoned ends what is left of clusters whose numbers nobody holds.
func tidyAbandoned() error {
	locks, err := filepath.Glob(filepath.Join(stateFolder, "*.lock"))
	if err != nil {
		return err
	}
	for _, file := range locks {
		number, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(file), ".lock"))
		if err != nil {
			continue
		}
		lease, err := try(number)
		if err != nil {
			return err
		}
		if lease != nil {
			err = Tidy(number)
			lease.Release()
			if err != nil {
				return fmt.Errorf("what a dead cluster left: %w", err)
			}
		}
	}
	return nil
}

// Addresses that go with the number.
func (l *Lease) Addresses() Addresses { return addressesOf(l.Number) }

// Folder for sockets and for what is worthless after the end.
func (l *Lease) Folder() string { return folderOf(l.Number) }

// Name of the cluster's network card on this machine and of its control groups.
func (l *Lease) Name() string { return nameOf(l.Number) }

// Release gives the number back.
func (l *Lease) Release() { _ = l.lock.Close() }

func nameOf(number int) string   { return "devcluster-" + strconv.Itoa(number) }
func folderOf(number int) string { return filepath.Join(stateFolder, strconv.Itoa(number)) }
func lockFile(number int) string { return folderOf(number) + ".lock" }
