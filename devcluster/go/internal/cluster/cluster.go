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
	"sync"
	"syscall"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/component-base/version"
)

const (
	serviceIssuer = "https://kubernetes.default.svc.cluster.local"
	administrator = "admin"
	// controllersStage is that of the controller-manager.
	controllersStage = 2
)

type options struct {
	directory string
	withNATS  bool
	audit     bool
	nodes     int
	node      string // the kind of nodes
}

// running is one cluster. Its parts start in the order of their stages and end in the opposite one of the list.
type running struct {
	options     options
	description Description
	keys        pki
	kubeconfigs map[string]string // files by account
	nodes       nodes
	where       place
	processes   []*process
	lifeline    *os.File // closing it ends every part
	lock        *os.File
	ports       *portReservation
	config      *rest.Config
	probe       probe
	control     *http.Server
	stopNodes   context.CancelFunc
	nodesEnded  chan struct{}
}

// prepare takes the folder, the ports and the keys; no part runs yet.
func prepare(options options) (cluster *running, err error) {
	logs := filepath.Join(options.directory, "logs")
	if err := os.MkdirAll(logs, 0o700); err != nil {
		return nil, err
	}
	lock, err := lockFolder(options.directory)
	if err != nil {
		return nil, err
	}
	if err := refuseOtherKind(options.directory, options.node); err != nil {
		return nil, err
	}
	ports, err := newPortReservation()
	if err != nil {
		return nil, err
	}
	lifelineEnd, lifeline, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	nodes, err := newNodes(options, ports)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, nodes.end())
		}
	}()
	cluster = &running{options: options, nodes: nodes, where: nodes.place(), lifeline: lifeline, lock: lock, ports: ports,
		keys: pki{filepath.Join(options.directory, "pki")}, stopNodes: func() {}}
	if err := rememberKind(options.directory, options.node); err != nil {
		return nil, err
	}
	if err := cluster.keys.ensure(cluster.where); err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	if err := cluster.describe(); err != nil {
		return nil, err
	}
	for _, part := range cluster.processes {
		part.lifeline = lifelineEnd
		part.log = filepath.Join(logs, part.name+".log")
		part.begin = cluster.where.start
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

// describe lays down how every part is started and reached.
func (r *running) describe() error {
	controlPort, err := r.ports.take()
	if err != nil {
		return err
	}
	where := r.where
	server := "https://" + where.at(where.apiPort)
	token, err := r.writeKubeconfigs(server)
	if err != nil {
		return err
	}
	if r.config, err = clientcmd.BuildConfigFromFlags("", r.kubeconfigs[administrator]); err != nil {
		return err
	}
	if r.probe, err = newProbe(r.config); err != nil {
		return err
	}
	r.description = Description{
		Directory: r.options.directory, Kubeconfig: r.kubeconfigs[administrator], APIServer: server, Nodes: r.options.nodes,
		KubernetesVersion: version.Get().GitVersion, PID: os.Getpid(),
		Control: "http://" + address(controlPort), ControlToken: token,
	}
	r.nodes.describe(&r.description)
	data := func(name string) string { return filepath.Join(r.options.directory, name) }
	apiServer := apiServerFlags(r.keys, where)
	if r.options.audit {
		log, flags, err := auditLog(r.options.directory)
		if err != nil {
			return err
		}
		r.description.AuditLog, apiServer = log, append(apiServer, flags...)
	}
	etcdAnswers := func(ctx context.Context) error { return where.dial(ctx, address(where.etcdPort)) }
	r.processes = []*process{
		{name: "etcd", args: []string{data("etcd"), strconv.Itoa(where.etcdPort), strconv.Itoa(where.peerPort)}, ready: etcdAnswers},
		{name: "kube-apiserver", stage: 1, args: apiServer, ready: r.probe.ready},
		{name: "kube-controller-manager", stage: 2, args: controllerManagerFlags(r.keys, where, r.kubeconfigs), ready: r.probe.controllersWork},
	}
	if r.options.withNATS {
		r.description.NATS = "nats://" + where.at(where.natsPort)
		r.processes = append(r.processes, &process{name: "nats", stage: 3, args: []string{data("nats"), strconv.Itoa(where.natsPort), where.address},
			ready: func(ctx context.Context) error { return dial(ctx, where.at(where.natsPort)) }})
	}
	more, err := r.nodes.parts(r)
	r.processes = append(r.processes, more...)
	return err
}

// writeKubeconfigs writes one for every account and returns the administrator's token.
func (r *running) writeKubeconfigs(server string) (string, error) {
	authority, err := os.ReadFile(r.keys.path("ca.crt"))
	if err != nil {
		return "", err
	}
	token, err := os.ReadFile(r.keys.path("token"))
	if err != nil {
		return "", err
	}
	file := filepath.Join(r.options.directory, "kubeconfig")
	r.kubeconfigs = map[string]string{administrator: file}
	if err := writeKubeconfig(file, server, authority, string(token)); err != nil {
		return "", err
	}
	for _, account := range r.where.accounts {
		own, err := os.ReadFile(r.keys.path(account.name + ".token"))
		if err != nil {
			return "", err
		}
		file := r.keys.path(account.name + ".kubeconfig")
		if err := writeKubeconfig(file, server, authority, string(own)); err != nil {
			return "", err
		}
		r.kubeconfigs[account.name] = file
	}
	return string(token), nil
}

// start runs the parts stage by stage, each stage as soon as all of the one before answer.
func (r *running) start(ctx context.Context) error {
	if err := r.serveControl(); err != nil {
		return err
	}
	last := 0
	for _, part := range r.processes {
		last = max(last, part.stage)
	}
	for stage := range last + 1 {
		if stage == controllersStage {
			r.startNodes() // they only need the API server
		}
		if err := r.startStage(ctx, stage); err != nil {
			return err
		}
	}
	return r.nodes.await(ctx, r.config)
}

func (r *running) startStage(ctx context.Context, stage int) error {
	var group sync.WaitGroup
	failures := make([]error, len(r.processes))
	for i, part := range r.processes {
		if part.stage != stage {
			continue
		}
		group.Go(func() {
			begin := time.Now()
			if failures[i] = part.start(ctx); failures[i] == nil {
				fmt.Fprintf(os.Stderr, "%s is ready (%.1f s)\n", part.name, time.Since(begin).Seconds())
			}
		})
	}
	group.Wait()
	return errors.Join(failures...)
}

func (r *running) startNodes() {
	ctx, cancel := context.WithCancel(context.Background())
	r.stopNodes, r.nodesEnded = cancel, make(chan struct{})
	go func() {
		defer close(r.nodesEnded)
		if err := r.nodes.run(ctx, r.config); err != nil {
			fmt.Fprintln(os.Stderr, "nodes:", err)
		}
	}()
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
	failures = append(failures, r.lifeline.Close(), r.nodes.end())
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
