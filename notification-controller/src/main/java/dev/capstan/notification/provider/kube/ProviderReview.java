package dev.capstan.notification.provider.kube;

import dev.capstan.api.notification.Provider;
import dev.capstan.api.notification.ProviderSpec;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.ProviderClients;
import java.util.List;

/** What a Provider asks for that is not done, known before anything is sent. */
public final class ProviderReview {
    private final ProviderClients clients;

    /** A review by what these clients can do. */
    public ProviderReview(ProviderClients clients) {
        this.clients = clients;
    }

    /** One sentence each; empty when all is done. */
    public List<String> shortcomings(Provider provider) {
        if (provider.undecodable().isPresent()) {
            return List.of(provider.undecodable().get() + ". The provider cannot be used until it is corrected.");
        }
        ProviderSpec spec = provider.getSpec();
        if (clients.find(spec.type()).isEmpty()) {
            return List.of(new DispatchFailure.TypeUnsupported(provider.key(), spec.type(), clients.names()).message());
        }
        return spec.serviceAccountName() == null
                ? List.of()
                : List.of("spec.serviceAccountName has no effect with the type " + spec.type());
    }
}
