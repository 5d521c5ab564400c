package dev.capstan.argo.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Metadata;
import java.util.Optional;

/**
 * Marks objects as those of an application, and says whose a live object is. Pure.
 *
 * @param labelKey key of the label, {@code application.instanceLabelKey}
 * @param installationId {@code installationID}, empty when there is one installation only
 */
public record Tracking(TrackingMethod method, String labelKey, String installationId) {

    public static final String ID = "argocd.argoproj.io/tracking-id";
    public static final String INSTALLATION = "argocd.argoproj.io/installation-id";
    public static final String DEFAULT_LABEL = "app.kubernetes.io/instance";

    private static final int LONGEST_LABEL = 63;

    /** What is used when nothing is set. */
    public static Tracking byDefault() {
        return new Tracking(TrackingMethod.ANNOTATION, DEFAULT_LABEL, "");
    }

    /** The name of an application in marks: with its namespace when that is not the control plane's. */
    public static String instanceName(String namespace, String name, String controlPlaneNamespace) {
        return namespace.isEmpty() || namespace.equals(controlPlaneNamespace) ? name : namespace + "_" + name;
    }

    /**
     * Marks a target object. Definitions of kinds get no marks: objects of others are of their kinds, so they are nobody's to prune.
     *
     * @param target is changed
     * @param application name in marks, see {@link #instanceName}
     * @return what is wrong, when it cannot be marked
     */
    public Optional<String> mark(ObjectNode target, String application, String destinationNamespace) {
        if (Metadata.of(target).isKind("apiextensions.k8s.io", "CustomResourceDefinition")) {
            return Optional.empty();
        }
        Optional<String> label = switch (method) {
            case ANNOTATION -> Optional.of("");
            case LABEL -> Optional.of(application);
            case ANNOTATION_AND_LABEL -> cut(application);
        };
        if (label.isEmpty()) {
            return Optional.of("failed to set app instance label: unable to truncate label to not end with a special"
                    + " character");
        }
        if (method.usesAnnotation()) {
            TrackingId id = TrackingId.of(application, target, destinationNamespace);
            ObjectNode annotations = map(target, "annotations");
            annotations.put(ID, id.toString());
            if (installationId.isEmpty()) {
                annotations.remove(INSTALLATION);
            } else {
                annotations.put(INSTALLATION, installationId);
            }
        }
        if (!label.get().isEmpty()) {
            map(target, "labels").put(labelKey, label.get());
        }
        return Optional.empty();
    }

    /** Name in marks of the application that a live object belongs to; empty when it belongs to none of ours. */
    public Optional<String> owner(JsonNode live) {
        return method == TrackingMethod.LABEL
                ? Metadata.of(live).label(labelKey).filter(name -> !name.isEmpty())
                : id(live).map(TrackingId::application).filter(name -> !name.isEmpty());
    }

    /** The tracking annotation of a live object; empty when there is none that can be read and is of this installation. */
    public Optional<TrackingId> id(JsonNode live) {
        Metadata metadata = Metadata.of(live);
        if (!method.usesAnnotation()
                || (!installationId.isEmpty()
                        && !metadata.annotation(INSTALLATION).orElse("").equals(installationId))) {
            return Optional.empty();
        }
        return metadata.annotation(ID).flatMap(TrackingId::parse);
    }

    /**
     * Whether a live object is the one that its marks speak of. Controllers copy annotations from parents to children;
     * such a child is neither compared nor pruned.
     *
     * @param target what it should be, when there is something: then that decides, so that a kind may change its group
     */
    public boolean isSelfReferenced(Optional<? extends JsonNode> live, Optional<? extends JsonNode> target) {
        if (live.isEmpty() || method == TrackingMethod.LABEL) {
            return true;
        }
        if (target.isPresent()) {
            return TrackingId.of("", target.get(), "").isFor(live.get());
        }
        return id(live.get()).map(id -> id.isFor(live.get())).orElse(true);
    }

    /**
     * The warning about an object that carries the marks of another application.
     *
     * @param application our name in marks
     * @param qualifiedName our namespace and name, as the warning gives them
     */
    public Optional<String> sharedWith(JsonNode live, String application, String qualifiedName) {
        return owner(live).filter(owner -> !owner.equals(application)).map(owner -> {
            Metadata metadata = Metadata.of(live);
            return metadata.kind() + "/" + metadata.name() + " is part of applications " + qualifiedName + " and "
                    + owner.replace('_', '/');
        });
    }

    /**
     * Takes away differences that only a change of the tracking method makes: an object that still has the label alone
     * gets the annotation of its target, and loses the label when its target has none.
     *
     * @param live is changed
     */
    public void smoothMigration(JsonNode target, ObjectNode live) {
        Metadata metadata = Metadata.of(live);
        if (!method.usesAnnotation()
                || metadata.label(labelKey).orElse("").isEmpty()
                || metadata.isKind("apiextensions.k8s.io", "CustomResourceDefinition")) {
            return;
        }
        Metadata wanted = Metadata.of(target);
        if (metadata.annotation(ID).orElse("").isEmpty()) {
            wanted.annotation(ID).ifPresent(id -> map(live, "annotations").put(ID, id));
        }
        if (wanted.label(labelKey).orElse("").isEmpty()) {
            ObjectNode labels = map(live, "labels");
            labels.remove(labelKey);
            if (labels.isEmpty()) {
                map(live).remove("labels");
            }
        }
    }

    /** A label value of at most 63 characters that ends with a letter or digit; empty when that leaves nothing. */
    static Optional<String> cut(String value) {
        if (value.length() <= LONGEST_LABEL) {
            return Optional.of(value);
        }
        int end = LONGEST_LABEL;
        while (end > 0 && !isLetterOrDigit(value.charAt(end - 1))) {
            end--;
        }
        return end == 0 ? Optional.empty() : Optional.of(value.substring(0, end));
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    private static ObjectNode map(ObjectNode object) {
        return object.get("metadata") instanceof ObjectNode metadata ? metadata : object.putObject("metadata");
    }

    private static ObjectNode map(ObjectNode object, String field) {
        ObjectNode metadata = map(object);
        return metadata.get(field) instanceof ObjectNode existing ? existing : metadata.putObject(field);
    }
}
