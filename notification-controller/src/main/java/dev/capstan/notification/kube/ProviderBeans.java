package dev.capstan.notification.kube;

import dev.capstan.notification.provider.HttpFormat;
import dev.capstan.notification.provider.HttpFormatClient;
import dev.capstan.notification.provider.HttpTransport;
import dev.capstan.notification.provider.NetworkRule;
import dev.capstan.notification.provider.ProviderClient;
import dev.capstan.notification.provider.ProviderClients;
import dev.capstan.notification.provider.adapter.HttpSender;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients of Providers need, and all the clients there are: every bean that implements one of the two ports. */
final class ProviderBeans {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderBeans.class);

    @Produces
    @Singleton
    HttpSender httpSender(Vertx vertx, KubernetesClient client, NotificationConfig config) {
        return new HttpSender(
                vertx, NetworkRule.allowing(config.allowedNetworks().orElse(List.of()), apiServerAddresses(client)));
    }

    void close(@Disposes HttpSender sender) {
        sender.close();
    }

    @Produces
    @Singleton
    ProviderClients providerClients(
            Instance<ProviderClient> clients, Instance<HttpFormat> formats, HttpTransport transport) {
        var all = new ArrayList<ProviderClient>();
        clients.forEach(all::add);
        formats.forEach(format -> all.add(new HttpFormatClient(format, transport)));
        return new ProviderClients(all);
    }

    private static Set<InetAddress> apiServerAddresses(KubernetesClient client) {
        Set<InetAddress> addresses = new HashSet<>();
        addressesOf(client.getMasterUrl().getHost(), addresses);
        String inCluster = System.getenv("KUBERNETES_SERVICE_HOST");
        if (inCluster != null) {
            addressesOf(inCluster, addresses);
        }
        return addresses;
    }

    private static void addressesOf(String host, Collection<InetAddress> into) {
        try {
            into.addAll(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException unknown) {
            LOG.warn("The API server's host has no address now, so Providers that lead to it are not recognised");
        }
    }
}
