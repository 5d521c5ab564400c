package cluster

import (
	"fmt"
	"os"
	"path/filepath"
)

// auditPolicy logs what service accounts ask for, those of Kubernetes' own controllers left out: which rights a
// controller uses, and which it lacks. Bodies are not logged. Watches are logged when they start, for they end late.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: None, userGroups: ["system:serviceaccounts:kube-system"]}
- {level: Metadata, userGroups: ["system:serviceaccounts"]}
- {level: None}
`

// auditLog writes the policy into the cluster's folder and returns the log's path and the flags of the API server.
func auditLog(directory string) (string, []string, error) {
	policy, log := filepath.Join(directory, "audit-policy.yaml"), filepath.Join(directory, "logs", "audit.log")
	if err := os.WriteFile(policy, []byte(auditPolicy), 0o600); err != nil {
		return "", nil, fmt.Errorf("audit: %w", err)
	}
	return log, []string{
		"--audit-policy-file=" + policy,
		"--audit-log-path=" + log,
		"--audit-log-maxsize=4096", // MiB; a second file would be one that nobody reads
	}, nil
}
