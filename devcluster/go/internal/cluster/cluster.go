package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/component-base/version"

	"dev.capstan/devcluster/internal/simnode"
)

const (
	serviceRange      = "10.96.0.0/16"
	apiServiceAddress = "10.96.0.1"
	serviceIssuer     = "https://kubernetes.default.svc.cluster.local"
)

type options struct {
	directory string
	withNATS  bool
	nodes     int
}

// running is one cluster. Its parts start in the order of the list and end in the opposite one.
type running struct {
	options     options
	description Description
	processes   []*process
	lifeline    *os.File // closing it ends every part
	lock        *os.File
	ports       *portReservation
	config      *rest.Config
	control     *http.Server
	stopNodes   context.CancelFunc
	nodesEnded  chan struct{}
}

// prepare takes the folder, the ports and the keys; nothing runs yet.
func prepare(options options) (*running, error) {
	logs := filepath.Join(options.directory, "logs")
	if err := os.MkdirAll(logs, 0o700); err != nil {
		return nil, err
	}
	lock, err := lockFolder(options.directory)
	if err != nil {
		return nil, err
	}
	ports, err := newPortReservation()
	if err != nil {
		return nil, err
	}
	keys := pki{filepath.Join(options.directory, "pki")}
	if err := keys.ensure(); err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	lifelineEnd, lifeline, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cluster := &running{options: options, lifeline: lifeline, lock: lock, ports: ports, stopNodes: func() {}}
	if err := cluster.describe(keys); err != nil {
		return nil, err
	}
	for _, part := range cluster.processes {
		part.lifeline = lifelineEnd
		part.log = filepath.Join(logs, part.name+".log")
		cluster.description.Components = append(cluster.description.Components, part.name)
	}
	return cluster, nil
}

func lockFolder(directory string) (*os.File, error) {
	lock, err := os.OpenFile(filepath.Join(directory, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, fmt.Errorf("another cluster runs in %s", directory)
	}
	return lock, nil
}

// describe chooses the ports and lays down how every part is started.
func (r *running) describe(keys pki) error {
	numbers := make([]int, 5)
	for i := range numbers {
		port, err := r.ports.take()
		if err != nil {
			return err
		}
		numbers[i] = port
	}
	etcdPort, peerPort, apiPort, natsPort, controlPort := numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]
	server := "https://" + address(apiPort)
	kubeconfig := filepath.Join(r.options.directory, "kubeconfig")
	authority, err := os.ReadFile(keys.path("ca.crt"))
	if err != nil {
		return err
	}
	token, err := os.ReadFile(keys.path("token"))
	if err != nil {
		return err
	}
	if err := writeKubeconfig(kubeconfig, server, authority, string(token)); err != nil {
		return err
	}
	if r.config, err = clientcmd.BuildConfigFromFlags("", kubeconfig); err != nil {
		return err
	}
	probe, err := newProbe(r.config)
	if err != nil {
		return err
	}
	r.description = Description{
		Directory: r.options.directory, Kubeconfig: kubeconfig, APIServer: server, Nodes: r.options.nodes,
		KubernetesVersion: version.Get().GitVersion, PID: os.Getpid(),
		Control: "http://" + address(controlPort), ControlToken: string(token),
	}
	data := func(name string) string { return filepath.Join(r.options.directory, name) }
	r.processes = []*process{
		{name: "etcd", args: []string{data("etcd"), strconv.Itoa(etcdPort), strconv.Itoa(peerPort)}, ready: accepts(etcdPort)},
		{name: "kube-apiserver", args: apiServerFlags(keys, etcdPort, apiPort), ready: probe.ready},
		{name: "kube-controller-manager", args: controllerManagerFlags(keys, kubeconfig), ready: probe.controllersWork},
	}
	if r.options.withNATS {
		r.description.NATS = "nats://" + address(natsPort)
		r.processes = append(r.processes,
			&process{name: "nats", args: []string{data("nats"), strconv.Itoa(natsPort)}, ready: accepts(natsPort)})
	}
	return nil
}

func apiServerFlags(keys pki, etcdPort, port int) []string {
	return []string{
		"--etcd-servers=http://" + address(etcdPort),
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none",
		"--secure-port=" + strconv.Itoa(port),
		"--cert-dir=" + keys.folder,
		"--tls-cert-file=" + keys.path("apiserver.crt"),
		"--tls-private-key-file=" + keys.path("apiserver.key"),
		"--token-auth-file=" + keys.path("tokens.csv"),
		"--service-account-issuer=" + serviceIssuer,
		"--service-account-key-file=" + keys.path("service-account.pub"),
		"--service-account-signing-key-file=" + keys.path("service-account.key"),
		"--service-cluster-ip-range=" + serviceRange,
		"--authorization-mode=RBAC",
		"--allow-privileged=true",
		"--profiling=false",
		"--max-requests-inflight=2000",
		"--max-mutating-requests-inflight=1000",
	}
}

func controllerManagerFlags(keys pki, kubeconfig string) []string {
	return []string{
		"--kubeconfig=" + kubeconfig,
		"--service-account-private-key-file=" + keys.path("service-account.key"),
		"--root-ca-file=" + keys.path("ca.crt"),
		"--use-service-account-credentials=false",
		"--leader-elect=false",
		"--secure-port=0",
		"--profiling=false",
		"--kube-api-qps=300",
		"--kube-api-burst=600",
		// The nodes are simulated: nothing to allot to them, and nobody to evict from them while the server is away.
		"--controllers=*,-node-lifecycle-controller,-node-ipam-controller",
	}
}

// start runs the parts one after another, each as soon as the one it needs answers.
func (r *running) start(ctx context.Context) error {
	if err := r.serveControl(); err != nil {
		return err
	}
	for _, part := range r.processes {
		if part.name == "kube-controller-manager" {
			r.startNodes() // they only need the API server
		}
		begin := time.Now()
		if err := part.start(ctx); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%s is ready (%.1f s)\n", part.name, time.Since(begin).Seconds())
	}
	return r.awaitNodes(ctx)
}

func (r *running) startNodes() {
	ctx, cancel := context.WithCancel(context.Background())
	r.stopNodes, r.nodesEnded = cancel, make(chan struct{})
	go func() {
		defer close(r.nodesEnded)
		fleet, err := simnode.NewFleet(r.config, r.options.nodes)
		if err != nil {
			fmt.Fprintln(os.Stderr, "nodes:", err)
			return
		}
		fleet.Run(ctx)
	}()
}

func (r *running) awaitNodes(ctx context.Context) error {
	client, err := kubernetes.NewForConfig(r.config)
	if err != nil {
		return err
	}
	for {
		nodes, err := client.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
		if err == nil && len(nodes.Items) >= r.options.nodes {
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

func (r *running) find(name string) (*process, error) {
	for _, part := range r.processes {
		if part.name == name {
			return part, nil
		}
	}
	return nil, fmt.Errorf("no component %q here; there are: %s", name, strings.Join(r.description.Components, ", "))
}

// end stops everything and says so by removing cluster.json.
func (r *running) end() error {
	var failures []error
	if r.control != nil {
		failures = append(failures, r.control.Close())
	}
	r.stopNodes()
	for i := len(r.processes) - 1; i >= 0; i-- {
		failures = append(failures, r.processes[i].end(signalFor(r.processes[i].name)))
	}
	failures = append(failures, r.lifeline.Close())
	if err := os.Remove(descriptionFile(r.options.directory)); err != nil && !errors.Is(err, os.ErrNotExist) {
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// signalFor: etcd and NATS write their data in order; the Kubernetes processes keep no data and would take seconds to
// say goodbye to their watchers.
func signalFor(name string) syscall.Signal {
	if name == "etcd" || name == "nats" {
		return syscall.SIGTERM
	}
	return syscall.SIGKILL
}
