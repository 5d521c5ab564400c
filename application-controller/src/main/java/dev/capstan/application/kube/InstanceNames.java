package dev.capstan.application.kube;

import dev.capstan.api.meta.ObjectKey;
import java.util.Optional;

/** Names of Applications in marks, read backwards. */
final class InstanceNames {
    private InstanceNames() {}

    /**
     * The reverse of {@link dev.capstan.argo.tracking.Tracking#instanceName}; a name cannot have an underscore itself.
     *
     * @param controlPlane the namespace whose Applications have none in their names
     * @return empty for what names none
     */
    static Optional<ObjectKey> key(String instance, String controlPlane) {
        int end = instance.indexOf('_');
        String name = instance.substring(end + 1);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectKey(end < 0 ? controlPlane : instance.substring(0, end), name));
    }
}
