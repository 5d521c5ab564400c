//go:build linux

// Package realnode is one real node on this machine: the addresses, namespaces, control groups, files and programs that
// a kubelet and its Pods need, and their end.
package realnode

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Node is everything about the node but its processes.
type Node struct {
	Space     *Space
	lease     *Lease
	guard     *Guard
	directory string
	name      string
	settings  settings
}

// Open takes a number, starts the guard and makes the namespaces. No part runs yet.
func Open(directory, guardLog, name string) (*Node, error) {
	lease, err := Take(directory)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(lease.Folder(), 0o700); err != nil {
		return nil, err
	}
	guard, err := StartGuard(lease, guardLog)
	if err != nil {
		return nil, err
	}
	space, err := OpenSpace(lease)
	if err != nil {
		return nil, errors.Join(err, guard.Tidy())
	}
	return &Node{Space: space, lease: lease, guard: guard, directory: directory, name: name}, nil
}

// End lets the guard end every process that is left and remove the rest.
func (n *Node) End() error {
	defer n.lease.Release()
	return errors.Join(n.Space.Close(), n.guard.Tidy())
}

// WriteFiles writes the settings of all parts.
func (n *Node) WriteFiles(keys, kubeconfig string) error {
	runc, err := program("runc")
	if err != nil {
		return err
	}
	n.settings = settings{
		Addresses: n.Addresses(), Directory: n.directory, State: n.lease.Folder(), Name: n.lease.Name(), Node: n.name,
		Plugins: pluginFolder(), Runc: runc, DNSReadyPort: dnsReadyPort,
		KubeletPort: kubeletPort, HealthPort: healthPort, Kubeconfig: kubeconfig, Keys: keys,
	}
	if err := n.Space.Do(func() error {
		n.settings.Snapshotter = snapshotter(n.directory)
		return nil
	}); err != nil {
		return err
	}
	pause, err := pauseArchive()
	if err != nil {
		return err
	}
	if err := n.settings.write(); err != nil {
		return err
	}
	return os.WriteFile(n.File("pause.tar"), pause, 0o600)
}

// File is one of those that WriteFiles wrote.
func (n *Node) File(name string) string { return filepath.Join(n.directory, "node", name) }

// Addresses of the cluster.
func (n *Node) Addresses() Addresses { return n.lease.Addresses() }

// Mark names the cluster's network card and control groups on this machine.
func (n *Node) Mark() string { return n.lease.Name() }

// Registry is where images are pushed to and pulled from.
func (n *Node) Registry() string { return fmt.Sprintf("%s:%d", n.Addresses().Node, registryPort) }

// Volumes is the folder of all volumes of the default storage class.
func (n *Node) Volumes() string { return filepath.Join(n.directory, "volumes") }

// PodLogs is the folder of what containers print.
func (n *Node) PodLogs() string { return filepath.Join(n.directory, "pod-logs") }

// Socket is containerd's.
func (n *Node) Socket() string { return filepath.Join(n.lease.Folder(), "containerd.sock") }

// Containerd is its command line.
func (n *Node) Containerd() []string {
	return []string{programOr("containerd"), "--config", n.File("containerd.toml")}
}

// ContainerdWorks holds when containerd answers and has the image of sandboxes.
func (n *Node) ContainerdWorks(ctx context.Context) error {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "unix", n.Socket())
	if err != nil {
		return err
	}
	if err := connection.Close(); err != nil {
		return err
	}
	// Unpacking mounts: not where the machine would see it.
	command := exec.CommandContext(ctx, programOr("ctr"), "--address", n.Socket(), "--namespace", "k8s.io",
		"images", "import", "--snapshotter", n.settings.Snapshotter, n.File("pause.tar"))
	var output strings.Builder
	command.Stdout, command.Stderr = &output, &output
	if err := n.Space.Start(command); err != nil {
		return err
	}
	if err := command.Wait(); err != nil {
		return fmt.Errorf("the image of sandboxes: %w: %s", err, strings.TrimSpace(output.String()))
	}
	return nil
}

// RegistryServer is the command line of the registry.
func (n *Node) RegistryServer() []string {
	return []string{programOr("docker-registry"), "serve", n.File("registry.yml")}
}

// KubeletFlags are what a file of settings cannot hold.
func (n *Node) KubeletFlags(kubeconfig string) []string {
	return []string{
		"--config=" + n.File("kubelet.yaml"),
		"--kubeconfig=" + kubeconfig,
		"--hostname-override=" + n.name,
		"--node-ip=" + n.Addresses().Node.String(),
		"--root-dir=" + filepath.Join(n.directory, "kubelet"),
		"--cert-dir=" + filepath.Join(n.directory, "node", "certificates"),
	}
}

// KubeletHealth is where the kubelet says that it works.
func (n *Node) KubeletHealth() string { return loopback(healthPort) }

// ProxyFlags let kube-proxy rule the cluster's own packet filter and leave the settings of the machine alone.
func (n *Node) ProxyFlags(kubeconfig string) []string {
	return []string{
		"--kubeconfig=" + kubeconfig,
		"--proxy-mode=iptables",
		"--cluster-cidr=" + n.Addresses().Pods.String(),
		"--hostname-override=" + n.name,
		"--bind-address=" + n.Addresses().Node.String(),
		"--nodeport-addresses=primary",
		"--healthz-bind-address=" + loopback(proxyPort),
		"--metrics-bind-address=" + loopback(proxyMetricsPort),
		"--conntrack-max-per-core=0", "--conntrack-min=0",
		"--conntrack-tcp-timeout-established=0", "--conntrack-tcp-timeout-close-wait=0",
		"--iptables-min-sync-period=100ms",
	}
}

// ProxyHealth is where kube-proxy says that it works.
func (n *Node) ProxyHealth() string { return loopback(proxyPort) }

// DNSReady is where CoreDNS says that it works.
func (n *Node) DNSReady() string { return loopback(dnsReadyPort) }

func loopback(port int) string { return "127.0.0.1:" + strconv.Itoa(port) }
