package cluster

import (
	"fmt"
	"os"
)

// cannotRun is the exit code of `devcluster check-node` where no real node can run.
const cannotRun = 3

// CheckNode tells whether this machine can run a real node: it prints nothing and returns 0, or one sentence and 3.
func CheckNode() int {
	if sentence := missingForRealNode(); sentence != "" {
		fmt.Fprintln(os.Stdout, sentence)
		return cannotRun
	}
	return 0
}
