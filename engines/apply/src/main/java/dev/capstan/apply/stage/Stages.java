package dev.capstan.apply.stage;

import dev.capstan.apply.ObjectId;
import java.util.Set;

/** To which stage each object belongs. Equal objects always belong to the same one. */
@FunctionalInterface
public interface Stages {

    /** The stage of an object. */
    Stage of(ObjectId id);

    /**
     * The stages of Flux: definitions, classes, what the operator names, and the rest.
     *
     * @param customKinds {@code group/Kind} of the operator's choice
     */
    static Stages flux(Set<String> customKinds) {
        Set<String> custom = Set.copyOf(customKinds);
        return id -> {
            if (id.isKind("apiextensions.k8s.io", "CustomResourceDefinition")
                    || id.isKind("", "Namespace")
                    || id.isKind("rbac.authorization.k8s.io", "ClusterRole")) {
                return Stage.DEFINITIONS;
            }
            if (id.kind().endsWith("Class")) {
                return Stage.CLASSES;
            }
            return custom.contains(id.group() + "/" + id.kind()) ? Stage.CUSTOM : Stage.REST;
        };
    }
}
