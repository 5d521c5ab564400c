// Package component runs one part of the cluster in the foreground of its own process.
package component

import (
	"io"
	"os"
	"strconv"
)

// LifelineVariable names the environment variable that carries the number of an inherited pipe end.
// The supervisor holds the other end: however it dies, the pipe closes and the part ends itself.
const LifelineVariable = "DEVCLUSTER_LIFELINE"

// EndWithParent ends this process when the supervisor that started it is gone. It does nothing in a process
// that was not started by a supervisor.
func EndWithParent() {
	number, err := strconv.Atoi(os.Getenv(LifelineVariable))
	if err != nil {
		return
	}
	lifeline := os.NewFile(uintptr(number), "lifeline")
	go func() {
		_, _ = io.Copy(io.Discard, lifeline)
		os.Exit(1)
	}()
}
