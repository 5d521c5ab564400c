package dev.capstan.application.compare;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.ManagedNamespaceMetadata;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.SyncOperationResult;
import dev.capstan.api.argo.SyncPolicy;
import dev.capstan.application.object.ApplicationObject;
import java.util.Optional;

/** {@code syncPolicy.managedNamespaceMetadata}: labels and annotations of the destination's namespace. */
public final class NamespaceMetadata {
    private NamespaceMetadata() {}

    /** What an Application wants; empty when it does not manage them. */
    public static Optional<ManagedNamespaceMetadata> wanted(ApplicationObject application) {
        return Optional.ofNullable(application.spec().syncPolicy()).map(SyncPolicy::managedNamespaceMetadata);
    }

    /** Whether they are others than at the last sync, so that the Application is out of sync. */
    public static boolean hasChanged(ApplicationObject application) {
        Optional<SyncOperationResult> last =
                application.status().map(ApplicationStatus::operationState).map(OperationState::syncResult);
        return last.isPresent()
                && !isAsWanted(application, Optional.ofNullable(last.get().managedNamespaceMetadata()));
    }

    /** Whether a sync with these metadata left nothing to do. */
    public static boolean isAsWanted(ApplicationObject application, Optional<ManagedNamespaceMetadata> synced) {
        Optional<ManagedNamespaceMetadata> wanted = wanted(application);
        return wanted.isEmpty() || wanted.equals(synced);
    }
}
