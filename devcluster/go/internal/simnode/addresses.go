package simnode

import (
	"fmt"
	"sync"

	"k8s.io/apimachinery/pkg/types"
)

// addresses hands out one Pod address per Pod from 10.244.0.0/16.
type addresses struct {
	mutex sync.Mutex
	byPod map[types.UID]string
	taken map[string]bool
	next  int
}

func newAddresses() *addresses {
	return &addresses{byPod: map[types.UID]string{}, taken: map[string]bool{}}
}

// of returns the Pod's address; current is the one that the Pod already reports, or empty.
func (a *addresses) of(pod types.UID, current string) string {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if known, found := a.byPod[pod]; found {
		return known
	}
	if current == "" {
		current = a.free()
	}
	a.byPod[pod], a.taken[current] = current, true
	return current
}

func (a *addresses) free() string {
	for {
		a.next = a.next%65000 + 1
		candidate := fmt.Sprintf("10.244.%d.%d", a.next>>8, a.next&255)
		if !a.taken[candidate] {
			return candidate
		}
	}
}

func (a *addresses) release(pod types.UID) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	delete(a.taken, a.byPod[pod])
	delete(a.byPod, pod)
}
