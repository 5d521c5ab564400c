package cluster

import "strconv"

func apiServerFlags(keys pki, where place) []string {
	flags := []string{
		"--etcd-servers=http://" + address(where.etcdPort),
		"--bind-address=" + where.address,
		"--advertise-address=" + where.address,
		"--secure-port=" + strconv.Itoa(where.apiPort),
		"--cert-dir=" + keys.folder,
		"--tls-cert-file=" + keys.path("apiserver.crt"),
		"--tls-private-key-file=" + keys.path("apiserver.key"),
		"--token-auth-file=" + keys.path("tokens.csv"),
		"--service-account-issuer=" + serviceIssuer,
		"--service-account-key-file=" + keys.path("service-account.pub"),
		"--service-account-signing-key-file=" + keys.path("service-account.key"),
		"--service-cluster-ip-range=" + where.services,
		"--authorization-mode=" + where.authorizers,
		"--allow-privileged=true",
		"--profiling=false",
		"--max-requests-inflight=2000",
		"--max-mutating-requests-inflight=1000",
	}
	if !where.hasKubelet {
		return append(flags, "--endpoint-reconciler-type=none")
	}
	return append(flags,
		"--client-ca-file="+keys.path("ca.crt"),
		"--kubelet-certificate-authority="+keys.path("ca.crt"),
		"--kubelet-client-certificate="+keys.path("apiserver-to-kubelet.crt"),
		"--kubelet-client-key="+keys.path("apiserver-to-kubelet.key"),
		"--kubelet-preferred-address-types=InternalIP",
		"--enable-admission-plugins=NodeRestriction")
}

func controllerManagerFlags(keys pki, where place, kubeconfigs map[string]string) []string {
	flags := []string{
		"--service-account-private-key-file=" + keys.path("service-account.key"),
		"--root-ca-file=" + keys.path("ca.crt"),
		"--leader-elect=false",
		"--secure-port=0",
		"--profiling=false",
		"--kube-api-qps=300",
		"--kube-api-burst=600",
	}
	if where.hasKubelet {
		own := kubeconfigs["kube-controller-manager"]
		return append(flags, "--kubeconfig="+own, "--authentication-kubeconfig="+own, "--authorization-kubeconfig="+own,
			"--use-service-account-credentials=true", "--controllers=*,-node-ipam-controller")
	}
	return append(flags, "--kubeconfig="+kubeconfigs[administrator], "--use-service-account-credentials=false",
		// The nodes are simulated: nothing to allot to them, and nobody to evict from them while the server is away.
		"--controllers=*,-node-lifecycle-controller,-node-ipam-controller")
}
