package dev.capstan.runtime.host;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the API server is, so that addresses which users wrote are not followed there. */
public final class ApiServerAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServerAddresses.class);

    private ApiServerAddresses() {}

    /** The addresses of the client's server and, in a pod, of the server that the cluster names. Empty when none is known now. */
    public static Set<InetAddress> of(KubernetesClient client) {
        Set<InetAddress> addresses = new HashSet<>();
        addTo(addresses, client.getMasterUrl().getHost());
        String inCluster = System.getenv("KUBERNETES_SERVICE_HOST");
        if (inCluster != null) {
            addTo(addresses, inCluster);
        }
        return addresses;
    }

    private static void addTo(Set<InetAddress> addresses, String host) {
        try {
            addresses.addAll(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException unknown) {
            LOG.warn(
                    "The API server's host has no address now, so addresses of users that lead to it are not recognised");
        }
    }
}
