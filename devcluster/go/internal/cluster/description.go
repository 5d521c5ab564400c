package cluster

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Description is what a user of a running cluster needs to know: the JSON line on stdout and the file cluster.json.
type Description struct {
	Directory         string   `json:"directory"`
	Kubeconfig        string   `json:"kubeconfig"`
	APIServer         string   `json:"apiServer"`
	NATS              string   `json:"nats,omitempty"`
	AuditLog          string   `json:"auditLog,omitempty"`
	Nodes             int      `json:"nodes"`
	KubernetesVersion string   `json:"kubernetesVersion"`
	PID               int      `json:"pid"`
	Control           string   `json:"control"`
	ControlToken      string   `json:"controlToken"`
	Components        []string `json:"components"`
	ReadyAfterSeconds float64  `json:"readyAfterSeconds"`

	// Node is there when it is a real one.
	Node *NodeDescription `json:"node,omitempty"`
}

// NodeDescription is what a user of a real node needs to know. All addresses work from this machine and from Pods.
type NodeDescription struct {
	Name             string `json:"name"`
	Address          string `json:"address"`
	Registry         string `json:"registry"` // host:port, without TLS; it answers for every other registry too
	Host             string `json:"host"`     // this machine: servers that listen there are reached by Pods
	DNS              string `json:"dns"`
	PodNetwork       string `json:"podNetwork"`
	ServiceNetwork   string `json:"serviceNetwork"`
	Volumes          string `json:"volumes"`
	PodLogs          string `json:"podLogs"`
	ContainerdSocket string `json:"containerdSocket"`
	Mark             string `json:"mark"` // names the network card and the control groups on this machine
}

func descriptionFile(directory string) string { return filepath.Join(directory, "cluster.json") }

func (d Description) write() ([]byte, error) {
	line, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return line, os.WriteFile(descriptionFile(d.Directory), line, 0o600)
}

func readDescription(directory string) (Description, error) {
	var description Description
	content, err := os.ReadFile(descriptionFile(directory))
	if err != nil {
		return description, err
	}
	return description, json.Unmarshal(content, &description)
}
