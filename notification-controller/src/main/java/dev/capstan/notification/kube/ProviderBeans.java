package dev.capstan.notification.kube;

import dev.capstan.http.AddressRule;
import dev.capstan.notification.provider.HttpFormat;
import dev.capstan.notification.provider.HttpFormatClient;
import dev.capstan.notification.provider.HttpTransport;
import dev.capstan.notification.provider.ProviderClient;
import dev.capstan.notification.provider.ProviderClients;
import dev.capstan.notification.provider.adapter.HttpSender;
import dev.capstan.runtime.host.ApiServerAddresses;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** What clients of Providers need, and all the clients there are: every bean that implements one of the two ports. */
final class ProviderBeans {
    @Produces
    @Singleton
    HttpSender httpSender(KubernetesClient client, NotificationConfig config) {
        return new HttpSender(
                AddressRule.allowing(config.allowedNetworks().orElse(List.of()), ApiServerAddresses.of(client)));
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
}
