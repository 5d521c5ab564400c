package dev.capstan.argo.tracking;

import java.util.Optional;

/** How objects are marked as those of an application: {@code application.resourceTrackingMethod} in {@code argocd-cm}. */
public enum TrackingMethod {
    /** The annotation {@code argocd.argoproj.io/tracking-id}, the default. */
    ANNOTATION("annotation"),
    /** A label with the name of the application, and nothing else. */
    LABEL("label"),
    /** Both, but only the annotation counts. */
    ANNOTATION_AND_LABEL("annotation+label");

    private final String text;

    TrackingMethod(String text) {
        this.text = text;
    }

    /** Reads the setting; an empty one is the default. Empty when there is no such method. */
    public static Optional<TrackingMethod> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(ANNOTATION);
        }
        for (TrackingMethod method : values()) {
            if (method.text.equals(text)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    boolean usesAnnotation() {
        return this != LABEL;
    }

    @Override
    public String toString() {
        return text;
    }
}
