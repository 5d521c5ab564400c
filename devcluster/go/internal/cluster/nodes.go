package cluster

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"dev.capstan/devcluster/internal/simnode"
)

// The two kinds of nodes.
const (
	simulatedNodes = "simulated"
	realNode       = "real"
)

// nodes are what differs between a cluster whose Pods are played and one whose Pods run.
type nodes interface {
	// place tells where the control plane is.
	place() place
	// parts run beside the control plane.
	parts(r *running) ([]*process, error)
	// describe adds what only this kind has.
	describe(*Description)
	// run serves until the context ends.
	run(ctx context.Context, config *rest.Config) error
	// await waits until the nodes take Pods.
	await(ctx context.Context, config *rest.Config) error
	// end removes what is left when all parts have ended.
	end() error
}

// place is where the parts of the control plane are and how they are reached.
type place struct {
	address              string // of the API server and NATS, for everybody
	etcdPort, peerPort   int    // on the loopback of the parts
	apiPort, natsPort    int
	services, apiService string
	accounts             []account // beside the administrator
	hasKubelet           bool
	authorizers          string
	start                func(*exec.Cmd) error                      // starts a part where parts live
	dial                 func(ctx context.Context, to string) error // from where parts live
}

// at is how everybody reaches a port.
func (p place) at(port int) string { return net.JoinHostPort(p.address, strconv.Itoa(port)) }

// account is somebody whom the API server knows by a token.
type account struct{ name, user, group string }

func newNodes(options options, ports *portReservation) (nodes, error) {
	switch options.node {
	case simulatedNodes:
		return newSimulated(options, ports)
	case realNode:
		return newReal(options)
	default:
		return nil, fmt.Errorf("unknown kind of node %q; there are: %s, %s", options.node, simulatedNodes, realNode)
	}
}

// simulated nodes are played in this process.
type simulated struct {
	count int
	where place
}

func newSimulated(options options, ports *portReservation) (nodes, error) {
	numbers := make([]int, 4)
	for i := range numbers {
		port, err := ports.take()
		if err != nil {
			return nil, err
		}
		numbers[i] = port
	}
	return &simulated{options.nodes, place{
		address:  "127.0.0.1",
		etcdPort: numbers[0], peerPort: numbers[1], apiPort: numbers[2], natsPort: numbers[3],
		services: "10.96.0.0/16", apiService: "10.96.0.1",
		authorizers: "RBAC",
		start:       (*exec.Cmd).Start,
		dial:        dial,
	}}, nil
}

func (s *simulated) place() place { return s.where }

func (s *simulated) parts(*running) ([]*process, error) { return nil, nil }

func (s *simulated) describe(*Description) {}

func (s *simulated) run(ctx context.Context, config *rest.Config) error {
	fleet, err := simnode.NewFleet(config, s.count)
	if err != nil {
		return err
	}
	fleet.Run(ctx)
	return nil
}

func (s *simulated) await(ctx context.Context, config *rest.Config) error {
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	for {
		nodes, err := client.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
		if err == nil && len(nodes.Items) >= s.count {
			return nil
		}
		if err != nil && !apierrors.IsServiceUnavailable(err) {
			return fmt.Errorf("nodes: %w", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(25 * time.Millisecond):
		}
	}
}

func (s *simulated) end() error { return nil }

func dial(ctx context.Context, to string) error {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "tcp", to)
	if err != nil {
		return err
	}
	return connection.Close()
}

// refuseOtherKind: data of one kind of node makes no sense to the other, whose addresses and Pods are different.
func refuseOtherKind(directory, kind string) error {
	found, err := os.ReadFile(kindFile(directory))
	if err == nil && string(found) != kind {
		return fmt.Errorf("the cluster in %s has %s nodes; start it with --node %s, or take another folder",
			directory, found, found)
	}
	return nil
}

func rememberKind(directory, kind string) error {
	return os.WriteFile(kindFile(directory), []byte(kind), 0o600)
}

func kindFile(directory string) string { return filepath.Join(directory, "node-kind") }
