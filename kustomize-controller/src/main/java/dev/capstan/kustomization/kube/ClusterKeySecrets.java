package dev.capstan.kustomization.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.kustomization.decrypt.KeySecrets;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.kube.SecretLookup;

/** Secrets with keys, from the API server. */
final class ClusterKeySecrets implements KeySecrets {

    private final SecretLookup secrets;

    ClusterKeySecrets(SecretLookup secrets) {
        this.secrets = secrets;
    }

    @Override
    public Reading read(ObjectKey secret) {
        try {
            return new Reading.Entries(
                    secrets.read(secret.namespace(), secret.name()).all());
        } catch (SecretException e) {
            return new Reading.Failed(e.failure().message());
        }
    }
}
