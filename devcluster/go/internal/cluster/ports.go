package cluster

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// Ports are taken below the usual ephemeral ranges, so that no outgoing connection of this machine gets one while its
// server is down for a restart, and are locked by a file each, so that two clusters never choose the same one.
const firstPort, lastPort = 20000, 30000

type portReservation struct {
	folder string
	locks  []*os.File
}

func newPortReservation() (*portReservation, error) {
	folder := filepath.Join(os.TempDir(), fmt.Sprintf("devcluster-ports-%d", os.Getuid()))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("ports: %w", err)
	}
	return &portReservation{folder: folder}, nil
}

// take reserves one free loopback port for as long as this process lives.
func (r *portReservation) take() (int, error) {
	for range 1000 {
		port := firstPort + rand.IntN(lastPort-firstPort)
		taken, err := r.try(port)
		if err != nil {
			return 0, err
		}
		if taken {
			return port, nil
		}
	}
	return 0, errors.New("ports: no free port found between 20000 and 30000 in 1000 tries")
}

func (r *portReservation) try(port int) (bool, error) {
	lock, err := os.OpenFile(filepath.Join(r.folder, strconv.Itoa(port)), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return false, fmt.Errorf("ports: %w", err)
	}
	if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil || !isFree(port) {
		return false, lock.Close()
	}
	r.locks = append(r.locks, lock)
	return true, nil
}

func isFree(port int) bool {
	listener, err := net.Listen("tcp", address(port))
	if err != nil {
		return false
	}
	return listener.Close() == nil
}

func address(port int) string {
	return "127.0.0.1:" + strconv.Itoa(port)
}
