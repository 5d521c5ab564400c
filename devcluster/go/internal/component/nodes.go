package component

import (
	"context"
	"flag"
	"fmt"

	"k8s.io/client-go/tools/clientcmd"

	"dev.capstan/devcluster/internal/simnode"
)

// Nodes runs the simulated nodes against any API server.
func Nodes(args []string) error {
	flags := flag.NewFlagSet("nodes", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", "", "kubeconfig of the cluster")
	count := flags.Int("nodes", 1, "number of simulated nodes")
	if err := flags.Parse(args); err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		return fmt.Errorf("nodes: %w", err)
	}
	fleet, err := simnode.NewFleet(config, *count)
	if err != nil {
		return fmt.Errorf("nodes: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stop := terminated()
	go func() {
		<-stop
		cancel()
	}()
	fleet.Run(ctx)
	return nil
}
