package dev.capstan.sealedsecret.secret;

import java.util.List;

/**
 * A Secret of the cluster.
 *
 * @param content what is in it
 * @param owners to whom it belongs
 */
public record LiveSecret(SecretContent content, List<OwnerMark> owners) {
    /** Copies the list. */
    public LiveSecret {
        owners = List.copyOf(owners);
    }

    boolean isControlledBy(String uid) {
        return owners.stream()
                .anyMatch(owner -> owner.isController() && owner.uid().equals(uid));
    }
}
