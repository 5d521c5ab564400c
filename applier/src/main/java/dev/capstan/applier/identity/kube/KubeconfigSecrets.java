package dev.capstan.applier.identity.kube;

import dev.capstan.api.meta.SecretKeyRef;
import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.applier.identity.kubeconfig.KubeconfigReader;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import java.util.List;
import java.util.Optional;

/** Kubeconfigs in Secrets, read each time again: one that was taken away or changed must count at the next run. */
final class KubeconfigSecrets {

    /** Where it is looked for when no key is named, in this order. */
    private static final List<String> USUAL_KEYS = List.of("value", "value.yaml");

    private final SecretSource secrets;

    KubeconfigSecrets(SecretSource secrets) {
        this.secrets = secrets;
    }

    /** What was found. */
    sealed interface Finding {

        record Found(Kubeconfig kubeconfig) implements Finding {}

        /** There is no such Secret. */
        record Missing(String message) implements Finding {}

        /** The Secret cannot be read, or what it holds cannot be used. */
        record Unusable(String message) implements Finding {}
    }

    /** Looks up what is referred to; messages name Secret, key and cause, and show no value. */
    Finding find(String namespace, SecretKeyRef ref) {
        try {
            return read(ref, secrets.read(namespace, ref.name()));
        } catch (SecretException failed) {
            String message = "spec.kubeConfig: " + failed.failure().message();
            return failed.failure() instanceof SecretFailure.Missing
                    ? new Finding.Missing(message)
                    : new Finding.Unusable(message);
        }
    }

    private static Finding read(SecretKeyRef ref, SecretValues values) throws SecretException {
        String key = keyIn(values, ref);
        byte[] text = values.bytes(key)
                .filter(value -> value.length > 0)
                .orElseThrow(() -> new SecretException(new SecretFailure.KeyMissing(ref.name(), key)));
        return switch (KubeconfigReader.read(text)) {
            case KubeconfigReader.Reading.Usable(var kubeconfig) -> new Finding.Found(kubeconfig);
            case KubeconfigReader.Reading.Unusable(var problem) ->
                new Finding.Unusable("spec.kubeConfig: the kubeconfig under the key '%s' of the Secret '%s' %s"
                        .formatted(key, ref.name(), problem));
        };
    }

    private static String keyIn(SecretValues values, SecretKeyRef ref) {
        return Optional.ofNullable(ref.key())
                .filter(key -> !key.isEmpty())
                .or(() -> USUAL_KEYS.stream()
                        .filter(key -> values.bytes(key).isPresent())
                        .findFirst())
                .orElse(USUAL_KEYS.getFirst());
    }
}
