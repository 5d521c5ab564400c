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
	Nodes             int      `json:"nodes"`
	KubernetesVersion string   `json:"kubernetesVersion"`
	PID               int      `json:"pid"`
	Control           string   `json:"control"`
	ControlToken      string   `json:"controlToken"`
	Components        []string `json:"components"`
	ReadyAfterSeconds float64  `json:"readyAfterSeconds"`
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
