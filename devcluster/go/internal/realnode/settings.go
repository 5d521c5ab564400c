//go:build linux

package realnode

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"text/template"

	"golang.org/x/sys/unix"
)

// Ports of the parts. The network is the cluster's own, so they are the same in every cluster.
const (
	EtcdPort = 2379
	PeerPort = 2380
	APIPort  = 6443
	NATSPort = 4222

	registryPort     = 5000
	kubeletPort      = 10250
	healthPort       = 10248
	dnsReadyPort     = 8181
	proxyPort        = 10256
	proxyMetricsPort = 10249
)

// settings are what the templates below are filled with.
type settings struct {
	Addresses
	Directory, State, Name, Node string
	Plugins, Runc, Snapshotter   string
	DNSReadyPort                 int
	KubeletPort, HealthPort      int
	Kubeconfig, Keys             string
}

// write lays the files of the parts into the folder `node` of the cluster.
func (s settings) write() error {
	files := map[string]string{
		"containerd.toml":                containerdSettings,
		"registries/_default/hosts.toml": registryHosts,
		"cni/10-devcluster.conflist":     networkSettings,
		"registry.yml":                   registrySettings,
		"Corefile":                       dnsSettings,
		"kubelet.yaml":                   kubeletSettings,
		"resolv.conf":                    "nameserver {{.NodeAddress}}\n",
	}
	for name, text := range files {
		var content bytes.Buffer
		parsed, err := template.New(name).Parse(text)
		if err != nil {
			return err
		}
		if err := parsed.Execute(&content, s); err != nil {
			return err
		}
		path := filepath.Join(s.Directory, "node", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, content.Bytes(), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// NodeAddress is what the templates call Addresses.Node, since settings.Node is the node's name.
func (s settings) NodeAddress() string { return s.Addresses.Node.String() }

// Registry is where images are pushed to and pulled from.
func (s settings) Registry() string { return fmt.Sprintf("%s:%d", s.NodeAddress(), registryPort) }

// snapshotter is overlayfs where the folder's file system can carry it.
func snapshotter(folder string) string {
	parts := map[string]string{}
	for _, name := range []string{"lower", "upper", "work", "merged"} {
		parts[name] = filepath.Join(folder, "overlay-probe", name)
		if os.MkdirAll(parts[name], 0o700) != nil {
			return "native"
		}
	}
	defer os.RemoveAll(filepath.Join(folder, "overlay-probe"))
	options := "lowerdir=" + parts["lower"] + ",upperdir=" + parts["upper"] + ",workdir=" + parts["work"]
	if unix.Mount("overlay", parts["merged"], "overlay", 0, options) != nil {
		return "native"
	}
	_ = unix.Unmount(parts["merged"], 0)
	return "overlayfs"
}

// The registry answers for all others, so that manifests with images of the world run unchanged once the images are
// pushed under the same path. Nothing is ever fetched from outside.
const registryHosts = `server = "http://{{.Registry}}"

[host."http://{{.Registry}}"]
  capabilities = ["pull", "resolve"]
`

const containerdSettings = `version = 2
root = "{{.Directory}}/containerd"
state = "{{.State}}/containerd"
disabled_plugins = [
  "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing",
  "io.containerd.internal.v1.opt",
]

[grpc]
  address = "{{.State}}/containerd.sock"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "` + pauseImage + `"
  disable_apparmor = true
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "{{.Plugins}}"
    conf_dir = "{{.Directory}}/node/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "{{.Snapshotter}}"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        BinaryName = "{{.Runc}}"
        Root = "{{.State}}/runc"
        SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "{{.Directory}}/node/registries"
`

const networkSettings = `{
  "cniVersion": "0.4.0",
  "name": "devcluster",
  "plugins": [
    {
      "type": "bridge", "bridge": "br0", "isGateway": true, "ipMasq": true, "hairpinMode": true,
      "ipam": {
        "type": "host-local", "dataDir": "{{.State}}/addresses",
        "ranges": [[{"subnet": "{{.Pods}}"}]], "routes": [{"dst": "0.0.0.0/0"}]
      }
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
`

const registrySettings = `version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: "{{.Directory}}/registry"}
  delete: {enabled: true}
http: {addr: "{{.Registry}}"}
`

const dnsSettings = `.:53 {
  bind {{.NodeAddress}}
  errors
  ready 127.0.0.1:{{.DNSReadyPort}}
  kubernetes cluster.local {{.Services}} {
    kubeconfig {{.Kubeconfig}}
    pods insecure
    ttl 5
  }
  cache 5
}
`

const kubeletSettings = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: {{.NodeAddress}}
port: {{.KubeletPort}}
healthzBindAddress: 127.0.0.1
healthzPort: {{.HealthPort}}
readOnlyPort: 0
containerRuntimeEndpoint: unix://{{.State}}/containerd.sock
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: {{.Keys}}/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: {{.Keys}}/kubelet.crt
tlsPrivateKeyFile: {{.Keys}}/kubelet.key
cgroupDriver: cgroupfs
cgroupRoot: /{{.Name}}
failCgroupV1: false
failSwapOn: false
clusterDNS: ["{{.NodeAddress}}"]
clusterDomain: cluster.local
resolvConf: {{.Directory}}/node/resolv.conf
podLogsDir: {{.Directory}}/pod-logs
volumePluginDir: {{.Directory}}/node/volume-plugins
makeIPTablesUtilChains: false
maxOpenFiles: {{.OpenFiles}}
maxPods: 200
oomScoreAdj: 0
serializeImagePulls: false
imageGCHighThresholdPercent: 100
evictionHard:
  memory.available: 50Mi
  nodefs.available: 100Mi
  nodefs.inodesFree: "1000"
  imagefs.available: 100Mi
  imagefs.inodesFree: "1000"
`

// OpenFiles is the most that this machine allows a process.
func (s settings) OpenFiles() uint64 {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil {
		return 1024
	}
	return min(limit.Max, 1_000_000)
}
