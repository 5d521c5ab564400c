package dev.capstan.cli.rollout;

import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The password and the certificate of NATS, which no manifest holds: every installation has its own. */
public final class NatsSecrets {

    /** Secret with {@code username} and {@code password}. */
    public static final String LOGIN = "capstan-nats";

    /** Secret with {@code ca.crt}, {@code tls.crt} and {@code tls.key}. */
    public static final String CERTIFICATE = "capstan-nats-tls";

    private static final int PASSWORD_BYTES = 24;

    private final String namespace;
    private final Instant now;
    private final SecureRandom random = new SecureRandom();

    /** For an installation in a namespace. */
    public NatsSecrets(String namespace, Instant now) {
        this.namespace = namespace;
        this.now = now;
    }

    /** Both, newly made. */
    public List<Secret> make() {
        return List.of(login(), certificate());
    }

    /** Makes those that are not there; one that is there stays as it is. Returns what was made. */
    List<Secret> makeMissing(KubernetesClient client) {
        List<Secret> made = new ArrayList<>();
        for (Secret secret : make()) {
            try {
                made.add(client.resource(secret).create());
            } catch (KubernetesClientException refusal) {
                if (refusal.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw new CommandFailure(
                            "The Secret %s/%s cannot be made: %s"
                                    .formatted(namespace, secret.getMetadata().getName(), refusal.getMessage()),
                            refusal);
                }
            }
        }
        return made;
    }

    /** Puts a new certificate in the place of the one that is there, and starts NATS again, which reads it only then. */
    public void renewCertificate(KubernetesClient client) {
        Secret fresh = certificate();
        var secret = client.secrets().inNamespace(namespace).withName(CERTIFICATE);
        if (secret.get() == null) {
            client.resource(fresh).create();
            return;
        }
        secret.edit(old ->
                new SecretBuilder(old).withStringData(fresh.getStringData()).build());
        client.pods().inNamespace(namespace).withLabel("app", "nats").delete();
    }

    private Secret login() {
        byte[] password = new byte[PASSWORD_BYTES];
        random.nextBytes(password);
        // NATS reads its settings word by word, and a word of digits as a number: hence the letters before.
        return secret(
                LOGIN,
                "Opaque",
                Map.of(
                        "username",
                        "capstan",
                        "password",
                        "nats-" + HexFormat.of().formatHex(password)));
    }

    private Secret certificate() {
        NatsCertificate made = NatsCertificate.make(namespace, now, random);
        return secret(
                CERTIFICATE,
                "Opaque",
                Map.of("ca.crt", made.authority(), "tls.crt", made.certificate(), "tls.key", made.key()));
    }

    private Secret secret(String name, String type, Map<String, String> values) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/part-of", "flux")
                .addToLabels("app.kubernetes.io/component", "nats")
                .addToLabels("app.kubernetes.io/instance", namespace)
                .endMetadata()
                .withType(type)
                .withStringData(values)
                .build();
    }
}
