package component

import (
	"os"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

// APIServer runs Kubernetes' own kube-apiserver with its own flags and returns its exit code.
func APIServer(args []string) int {
	return run(apiserver.NewAPIServerCommand(), args)
}

// ControllerManager runs Kubernetes' own kube-controller-manager with its own flags and returns its exit code.
func ControllerManager(args []string) int {
	return run(controllermanager.NewControllerManagerCommand(), args)
}

func run(command *cobra.Command, args []string) int {
	// Parts of these commands read os.Args themselves.
	os.Args = append([]string{command.Use}, args...)
	command.SetArgs(args)
	return cli.Run(command)
}
