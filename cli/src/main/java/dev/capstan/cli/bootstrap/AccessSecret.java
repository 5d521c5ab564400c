package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.git.ssh.SshKeyPair;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret with which the cluster reads its repository, and beside it the key that is to follow: it waits there for its access, so that
 * a run that was broken off goes on with the same key.
 */
final class AccessSecret {

    private static final String IDENTITY = "identity";
    private static final String PENDING = "-new-key";

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    AccessSecret(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /** What it holds now. */
    Optional<RepositorySecret> current() {
        return read(name).map(secret -> RepositorySecret.ofData(data(secret)));
    }

    /** The key that waits for its access. */
    Optional<SshKeyPair> pending() {
        return read(name + PENDING)
                .map(secret -> RepositorySecret.ofData(data(secret)).values())
                .map(values -> values.get(IDENTITY))
                .flatMap(
                        identity -> SshKeyPair.parse(identity, Optional.empty()).success());
    }

    private Optional<Secret> read(String which) {
        try {
            return Optional.ofNullable(
                    client.secrets().inNamespace(namespace).withName(which).get());
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    "The Secret %s/%s cannot be read: %s".formatted(namespace, which, refusal.getMessage()), refusal);
        }
    }

    private static Map<String, String> data(Secret secret) {
        return Optional.ofNullable(secret.getData()).orElse(Map.of());
    }

    /** Lets a key wait. */
    void keepPending(SshKeyPair key) {
        write(name + PENDING, Map.of(IDENTITY, key.identity(), "identity.pub", key.publicKey() + "\n"));
    }

    /** The waiting key is in use, or is not wanted any more. */
    void dropPending() {
        client.secrets().inNamespace(namespace).withName(name + PENDING).delete();
    }

    /**
     * Has it hold these values and no others, in one step.
     *
     * @return whether it did not before
     */
    boolean replace(Map<String, String> values) {
        if (current().map(RepositorySecret::values).filter(values::equals).isPresent()) {
            return false;
        }
        write(name, values);
        return true;
    }

    private void write(String which, Map<String, String> values) {
        Map<String, String> data = new HashMap<>();
        values.forEach((key, value) ->
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        Optional<Secret> present = read(which);
        Secret wanted = present.map(SecretBuilder::new)
                .orElseGet(() -> new SecretBuilder()
                        .withNewMetadata()
                        .withName(which)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withType("Opaque"))
                .withData(data)
                .build();
        var resource = client.secrets().resource(wanted);
        if (present.isPresent()) {
            resource.update();
        } else {
            resource.create();
        }
    }
}
