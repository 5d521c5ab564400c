package dev.capstan.apply.stage;

import dev.capstan.apply.ObjectId;
import java.util.Set;

/** A group of objects that is finished before the next one begins. */
public enum Stage {
    /** What other objects are made of or live in. Applied and waited for. */
    DEFINITIONS("definitions (CustomResourceDefinition, Namespace, ClusterRole)", true),
    /** Kinds whose name ends with Class. Applied and waited for. */
    CLASSES("classes", true),
    /** Kinds that the operator names. Applied, not waited for. */
    CUSTOM("custom stage kinds", false),
    /** Everything else. */
    REST("objects", false);

    private final String title;
    private final boolean isAwaited;

    Stage(String title, boolean isAwaited) {
        this.title = title;
        this.isAwaited = isAwaited;
    }

    /** For messages. */
    public String title() {
        return title;
    }

    /** Whether all of it must be current before the next stage begins. */
    public boolean isAwaited() {
        return isAwaited;
    }

    /**
     * To which stage an object belongs.
     *
     * @param customStageKinds {@code group/Kind} of the operator's choice
     */
    public static Stage of(ObjectId id, Set<String> customStageKinds) {
        if (id.isKind("apiextensions.k8s.io", "CustomResourceDefinition")
                || id.isKind("", "Namespace")
                || id.isKind("rbac.authorization.k8s.io", "ClusterRole")) {
            return DEFINITIONS;
        }
        if (id.kind().endsWith("Class")) {
            return CLASSES;
        }
        return customStageKinds.contains(id.group() + "/" + id.kind()) ? CUSTOM : REST;
    }
}
