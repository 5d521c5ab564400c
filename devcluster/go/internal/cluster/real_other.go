//go:build !linux

package cluster

import (
	"errors"
	"os"
	"runtime"
)

const needsLinux = "a real node needs Linux, and this is " + runtime.GOOS

func newReal(options) (nodes, error) { return nil, errors.New(needsLinux) }

func missingForRealNode() string { return needsLinux }

// Guard belongs to real nodes.
func Guard([]string) error { return errors.New(needsLinux) }

func partEnvironment() []string { return os.Environ() }
