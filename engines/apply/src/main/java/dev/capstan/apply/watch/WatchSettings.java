package dev.capstan.apply.watch;

import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Owner;
import java.util.Set;

/**
 * Whose objects are watched.
 *
 * @param labelPrefix prefix of the ownership labels
 * @param fieldManager our name as a field manager
 * @param overriddenManagers prefixes of further managers whose fields are taken over
 */
public record WatchSettings(String labelPrefix, String fieldManager, Set<String> overriddenManagers) {
    public WatchSettings {
        overriddenManagers = Set.copyOf(overriddenManagers);
    }

    /** Objects of Kustomizations. */
    public static WatchSettings kustomize(Set<String> overriddenManagers) {
        return new WatchSettings(Owner.KUSTOMIZE, ApplyRequest.KUSTOMIZE_CONTROLLER, overriddenManagers);
    }
}
