package dev.capstan.argo.health.assess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.health.AssessedResource.Part;
import dev.capstan.argo.object.Metadata;

/** Tells by an object what it is to its application. */
public final class ResourcePart {

    private static final String IGNORE = "argocd.argoproj.io/ignore-healthcheck";

    private ResourcePart() {}

    /** What a live or wanted object is to the application with the given namespace and name. */
    public static Part of(JsonNode object, String applicationNamespace, String applicationName) {
        Metadata metadata = Metadata.of(object);
        Hook hook = Hook.of(object);
        if (hook.isHook() || hook.isSkipped()) {
            return Part.HOOK;
        }
        if (metadata.annotation(IGNORE).filter(value -> value.equals("true")).isPresent()) {
            return Part.IGNORED;
        }
        if (!metadata.isKind("argoproj.io", "Application")) {
            return Part.RESOURCE;
        }
        boolean isItself = metadata.name().equals(applicationName)
                && (metadata.namespace().isEmpty() || metadata.namespace().equals(applicationNamespace));
        return isItself ? Part.ITSELF : Part.CHILD_APPLICATION;
    }
}
