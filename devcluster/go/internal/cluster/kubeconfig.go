package cluster

import (
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

const clusterName = "devcluster"

// writeKubeconfig writes an administrator's kubeconfig that carries everything in itself.
func writeKubeconfig(path, server string, authority []byte, token string) error {
	config := api.NewConfig()
	config.Clusters[clusterName] = &api.Cluster{Server: server, CertificateAuthorityData: authority}
	config.AuthInfos["admin"] = &api.AuthInfo{Token: token}
	config.Contexts[clusterName] = &api.Context{Cluster: clusterName, AuthInfo: "admin", Namespace: "default"}
	config.CurrentContext = clusterName
	return clientcmd.WriteToFile(*config, path)
}
