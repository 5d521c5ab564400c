package dev.capstan.kustomization.kube;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import dev.capstan.kustomization.decrypt.DecryptionKeys;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which Kustomizations are to look at their decryption keys once more. That alone is no reason to apply anything: keys that turn out to be
 * the same give the same objects.
 */
final class KeyChanges {

    private final ReconcilerContext<Kustomization, KustomizationStatus> kustomizations;
    private final Optional<ObjectKey> ageSecret;
    private final Set<ObjectKey> pending = ConcurrentHashMap.newKeySet();

    /** @param ageSecret the Secret with the age keys of the controller */
    KeyChanges(ReconcilerContext<Kustomization, KustomizationStatus> kustomizations, Optional<ObjectKey> ageSecret) {
        this.kustomizations = kustomizations;
        this.ageSecret = ageSecret;
    }

    /** The Secrets that a Kustomization takes its keys from. */
    Set<Config> secretsOf(Kustomization object) {
        if (object.getSpec().decryption() == null) {
            return Set.of();
        }
        return DecryptionKeys.secretOf(object.getSpec(), object.key().namespace())
                .or(() -> ageSecret)
                .map(secret -> Set.of(new Config("Secret", secret)))
                .orElse(Set.of());
    }

    /** A Secret with keys changed, came, went or was seen for the first time. Returns at once. */
    void changed(Config secret) {
        kustomizations
                .indexed(KustomizationIndexes.BY_KEYS, secret.key().toString())
                .forEach(object -> changed(object.key()));
        if (ageSecret.filter(secret.key()::equals).isPresent()) {
            kustomizations
                    .indexed(KustomizationIndexes.BY_KEYS, KustomizationIndexes.KEYS_OF_CONTROLLER)
                    .forEach(object -> changed(object.key()));
        }
    }

    /** What is done with the keys of a Kustomization changed. */
    void changed(ObjectKey kustomization) {
        pending.add(kustomization);
        kustomizations.wake(kustomization);
    }

    /** Whether it is to look at its keys. */
    boolean isPending(ObjectKey kustomization) {
        return pending.contains(kustomization);
    }

    /**
     * It looks at its keys now, or is gone.
     *
     * @return whether it was to
     */
    boolean settle(ObjectKey kustomization) {
        return pending.remove(kustomization);
    }

    /** It was to look at its keys, and could not. */
    void giveBack(ObjectKey kustomization) {
        pending.add(kustomization);
    }
}
