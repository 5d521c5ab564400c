package component

import (
	"context"
	"os"

	_ "github.com/coredns/coredns/plugin/bind"
	_ "github.com/coredns/coredns/plugin/cache"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/kubernetes"
	_ "github.com/coredns/coredns/plugin/ready"

	"github.com/coredns/coredns/coremain"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

// nodeParts are what a real node needs beside the control plane: Kubernetes' own programs and CoreDNS with their own
// flags. Each returns its exit code.
var nodeParts = map[string]func(args []string) int{
	"kubelet":        func(args []string) int { return run(kubelet.NewKubeletCommand(context.Background()), args) },
	"kube-scheduler": func(args []string) int { return run(scheduler.NewSchedulerCommand(), args) },
	"kube-proxy":     func(args []string) int { return run(proxy.NewProxyCommand(), args) },
	"coredns": func(args []string) int {
		os.Args = append([]string{"coredns"}, args...)
		coremain.Run() // ends the process itself when it fails
		return 0
	},
}
