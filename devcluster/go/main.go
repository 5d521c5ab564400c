// devcluster is a Kubernetes control plane, a NATS server and simulated nodes in one program, for demos and tests.
package main

import (
	"fmt"
	"os"

	"dev.capstan/devcluster/internal/cluster"
	"dev.capstan/devcluster/internal/component"
)

const usage = `devcluster: a Kubernetes API server, controller-manager, etcd, NATS and simulated nodes in one program

  devcluster up --dir DIR [--nats] [--nodes N] [--until-stdin-closes]
        start a cluster; prints one line of JSON on stdout when it is ready, then runs until SIGTERM or SIGINT
  devcluster control --dir DIR status
  devcluster control --dir DIR stop|kill|start|restart COMPONENT
        change a running cluster; COMPONENT is etcd, kube-apiserver, kube-controller-manager or nats

The parts alone, in the foreground:
  devcluster etcd DIR CLIENTPORT PEERPORT
  devcluster nats DIR PORT
  devcluster nodes --kubeconfig FILE [--nodes N]
  devcluster kube-apiserver FLAGS...
  devcluster kube-controller-manager FLAGS...
`

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	command, args := os.Args[1], os.Args[2:]
	component.EndWithParent()
	switch command {
	case "up":
		exit(cluster.Up(args))
	case "control":
		exit(cluster.Control(args))
	case "etcd":
		exit(component.Etcd(args))
	case "nats":
		exit(component.Nats(args))
	case "nodes":
		exit(component.Nodes(args))
	case "kube-apiserver":
		os.Exit(component.APIServer(args))
	case "kube-controller-manager":
		os.Exit(component.ControllerManager(args))
	case "help", "-h", "--help":
		fmt.Print(usage)
	default:
		fmt.Fprintf(os.Stderr, "devcluster: unknown command %q\n\n%s", command, usage)
		os.Exit(2)
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "devcluster:", err)
		os.Exit(1)
	}
	os.Exit(0)
}
