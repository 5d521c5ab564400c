// k3s-stand-in does in a container what its starter expects of K3s: its name is the command "server", it serves a Kubernetes API
// on port 6443, leaves a kubeconfig where K3s does and says so in its log as K3s does. The cluster is devcluster's.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
)

func main() {
	cluster := exec.Command("/usr/bin/devcluster", "up", "--dir=/tmp/cluster", "--nodes=1", "--nats=false")
	cluster.Stderr = os.Stderr
	output, err := cluster.StdoutPipe()
	check(err)
	check(cluster.Start())
	line, err := bufio.NewReader(output).ReadBytes('\n')
	check(err)
	var description struct{ Kubeconfig, APIServer string }
	check(json.Unmarshal(line, &description))
	server, err := url.Parse(description.APIServer)
	check(err)
	kubeconfig, err := os.ReadFile(description.Kubeconfig)
	check(err)
	check(os.MkdirAll("/etc/rancher/k3s", 0o700))
	// K3s calls its cluster, context and user so.
	kubeconfig = bytes.ReplaceAll(kubeconfig, []byte(": devcluster\n"), []byte(": default\n"))
	check(os.WriteFile("/etc/rancher/k3s/k3s.yaml", kubeconfig, 0o600))
	listener, err := net.Listen("tcp", ":6443")
	check(err)
	go forward(listener, server.Host)
	fmt.Println("Node controller sync successful")
	check(cluster.Wait())
}

func forward(listener net.Listener, target string) {
	for {
		from, err := listener.Accept()
		check(err)
		go func() {
			defer from.Close()
			to, err := net.Dial("tcp", target)
			if err != nil {
				return
			}
			defer to.Close()
			go io.Copy(to, from)
			io.Copy(from, to)
		}()
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
