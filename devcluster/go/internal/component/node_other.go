//go:build !linux

package component

// nodeParts: real nodes need Linux.
var nodeParts = map[string]func(args []string) int{}
