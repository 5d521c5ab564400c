// devcluster is a Kubernetes control plane, a NATS server and nodes, simulated or real, in one program, for demos and
// tests.
package main

import (
	"fmt"
	"os"

	"dev.capstan/devcluster/internal/cluster"
	"dev.capstan/devcluster/internal/component"
)

const usage = `devcluster: a Kubernetes API server, controller-manager, etcd, NATS and nodes, simulated or real, in one program

  devcluster up --dir DIR [--nats] [--nodes N | --node real] [--audit] [--until-stdin-closes]
        start a cluster; prints one line of JSON on stdout when it is ready, then runs until SIGTERM or SIGINT;
        --audit logs what service accounts ask the API server for
  devcluster check-node
        say in one sentence what this machine lacks for a real node, and end with 3; or say nothing and end with 0
  devcluster control --dir DIR status
  devcluster control --dir DIR stop|kill|start|restart COMPONENT
        change a running cluster; COMPONENT is etcd, kube-apiserver, kube-controller-manager or nats, with a real node
        also kubelet, kube-scheduler, kube-proxy, coredns, containerd or registry

The parts alone, in the foreground:
  devcluster etcd DIR CLIENTPORT PEERPORT
  devcluster nats DIR PORT [ADDRESS]
  devcluster nodes --kubeconfig FILE [--nodes N]
  devcluster kube-apiserver FLAGS...
  devcluster kube-controller-manager FLAGS...
  devcluster kubelet|kube-scheduler|kube-proxy|coredns FLAGS...
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
	case "check-node":
		os.Exit(cluster.CheckNode())
	case "guard":
		exit(cluster.Guard(args))
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
		if code, known := component.NodePart(command, args); known {
			os.Exit(code)
		}
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
