package dev.capstan.notification.receiver.kube;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.notification.Receiver;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads the tokens of Receivers. */
final class ReceiverTokens {
    private static final String KEY = "token";

    private final KubernetesClient client;

    ReceiverTokens(KubernetesClient client) {
        this.client = client;
    }

    /** The answer. */
    sealed interface Token {
        /** The token, never empty. */
        record Found(String text) implements Token {
            @Override
            public String toString() {
                return "Found";
            }
        }

        /** There is none. */
        record Missing(String why) implements Token {}
    }

    /** The token as it is now. An empty one is none: it would make every signature as good as another. */
    Token of(Receiver receiver) {
        LocalRef ref = receiver.getSpec().secretRef();
        if (ref == null) {
            return new Token.Missing("spec.secretRef is not set");
        }
        Secret secret = client.secrets()
                .inNamespace(receiver.key().namespace())
                .withName(ref.name())
                .get();
        if (secret == null) {
            return new Token.Missing("The Secret " + ref.name() + " does not exist; create it with the key " + KEY);
        }
        String encoded = secret.getData() == null ? null : secret.getData().get(KEY);
        if (encoded == null || encoded.isEmpty()) {
            return new Token.Missing("The Secret " + ref.name() + " has no token; set the key " + KEY);
        }
        return new Token.Found(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }
}
