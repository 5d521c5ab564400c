package dev.capstan.argo.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;

/** Hooks that run when an application is deleted. */
public enum DeletionHook {
    PRE_DELETE("PreDelete", "pre-delete"),
    POST_DELETE("PostDelete", "post-delete");

    private final String text;
    private final String helmText;

    DeletionHook(String text, String helmText) {
        this.text = text;
        this.helmText = helmText;
    }

    /** Whether an object is such a hook, by Argo's or by Helm's annotation. */
    public boolean isOn(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        return metadata.annotationList(Hook.ANNOTATION).contains(text)
                || metadata.annotationList(Hook.HELM_ANNOTATION).contains(helmText);
    }

    /** Whether an object is any hook of a deletion. */
    public static boolean isAny(JsonNode object) {
        return PRE_DELETE.isOn(object) || POST_DELETE.isOn(object);
    }

    @Override
    public String toString() {
        return text;
    }
}
