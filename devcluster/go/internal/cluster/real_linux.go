package cluster

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"

	"dev.capstan/devcluster/internal/provider"
	"dev.capstan/devcluster/internal/realnode"
)

// nodeName is the name of the first simulated node as well.
const nodeName = "node-0"

// real is one node with a kubelet, containerd and all that Pods need to run.
type real struct {
	node *realnode.Node
}

func newReal(options options) (nodes, error) {
	if sentence := realnode.Missing(); sentence != "" {
		return nil, errors.New(sentence)
	}
	if options.nodes != 1 {
		return nil, fmt.Errorf("there is one real node, and --nodes asks for %d", options.nodes)
	}
	node, err := realnode.Open(options.directory, filepath.Join(options.directory, "logs", "guard.log"), nodeName)
	if err != nil {
		return nil, err
	}
	return &real{node}, nil
}

func missingForRealNode() string { return realnode.Missing() }

// Guard tidies up behind the supervisor of a real node.
func Guard(args []string) error { return realnode.KeepGuard(args) }

func (r *real) place() place {
	addresses := r.node.Addresses()
	return place{
		address:  addresses.Node.String(),
		etcdPort: realnode.EtcdPort, peerPort: realnode.PeerPort, apiPort: realnode.APIPort, natsPort: realnode.NATSPort,
		services: addresses.Services.String(), apiService: addresses.API.String(),
		accounts: []account{
			{"kubelet", "system:node:" + nodeName, "system:nodes"},
			{"kube-controller-manager", "system:kube-controller-manager", "system:authenticated"},
			{"kube-scheduler", "system:kube-scheduler", "system:authenticated"},
			{"kube-proxy", "system:kube-proxy", "system:authenticated"},
		},
		hasKubelet: true, authorizers: "Node,RBAC",
		start: r.node.Space.Start,
		dial: func(ctx context.Context, to string) error {
			return r.node.Space.Do(func() error { return dial(ctx, to) })
		},
	}
}

func (r *real) describe(description *Description) {
	addresses := r.node.Addresses()
	description.Node = &NodeDescription{
		Name:             nodeName,
		Address:          addresses.Node.String(),
		Registry:         r.node.Registry(),
		Host:             addresses.Host.String(),
		DNS:              addresses.Node.String(),
		PodNetwork:       addresses.Pods.String(),
		ServiceNetwork:   addresses.Services.String(),
		Volumes:          r.node.Volumes(),
		PodLogs:          r.node.PodLogs(),
		ContainerdSocket: r.node.Socket(),
		Mark:             r.node.Mark(),
	}
}

func (r *real) parts(cluster *running) ([]*process, error) {
	node, keys := r.node, cluster.keys
	if err := node.WriteFiles(keys.folder, cluster.kubeconfigs[administrator]); err != nil {
		return nil, err
	}
	containerd, registry := node.Containerd(), node.RegistryServer()
	inside := func(address string) func(context.Context) error {
		return func(ctx context.Context) error { return cluster.where.dial(ctx, address) }
	}
	kubeletWorks := inside(node.KubeletHealth())
	return []*process{
		{name: "containerd", program: containerd[0], args: containerd[1:], ready: node.ContainerdWorks},
		{name: "registry", program: registry[0], args: registry[1:], ready: inside(node.Registry())},
		{name: "kube-scheduler", stage: 2, args: []string{
			"--kubeconfig=" + cluster.kubeconfigs["kube-scheduler"], "--authentication-kubeconfig=" + cluster.kubeconfigs["kube-scheduler"],
			"--authorization-kubeconfig=" + cluster.kubeconfigs["kube-scheduler"], "--leader-elect=false", "--secure-port=0",
		}, ready: always},
		{name: "kube-proxy", stage: 2, args: node.ProxyFlags(cluster.kubeconfigs["kube-proxy"]), ready: inside(node.ProxyHealth())},
		{name: "coredns", stage: 2, args: []string{"-conf", node.File("Corefile")}, ready: inside(node.DNSReady())},
		{name: "kubelet", stage: 2, args: node.KubeletFlags(cluster.kubeconfigs["kubelet"]), ready: func(ctx context.Context) error {
			if err := kubeletWorks(ctx); err != nil {
				return err
			}
			return cluster.probe.nodeReady(ctx, nodeName)
		}},
	}, nil
}

func partEnvironment() []string { return realnode.Environment() }

func always(context.Context) error { return nil }

func (r *real) run(ctx context.Context, config *rest.Config) error {
	local, err := provider.New(config, r.node.Volumes(), nodeName, r.node.Addresses().LoadBalancers)
	if err != nil {
		return err
	}
	local.Run(ctx)
	return nil
}

// await has nothing to do: the kubelet is ready when its node is.
func (r *real) await(context.Context, *rest.Config) error { return nil }

func (r *real) end() error { return r.node.End() }

func (p probe) nodeReady(ctx context.Context, name string) error {
	node, err := p.client.CoreV1().Nodes().Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady && condition.Status == corev1.ConditionTrue {
			return nil
		}
		if condition.Type == corev1.NodeReady {
			err = fmt.Errorf("node %s: %s", name, condition.Message)
		}
	}
	if err == nil {
		err = fmt.Errorf("node %s has not said yet whether it is ready", name)
	}
	return err
}
