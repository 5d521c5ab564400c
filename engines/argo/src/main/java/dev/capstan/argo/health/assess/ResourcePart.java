package dev.capstan.argo.health.assess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.health.AssessedResource.Part;

/** Tells by an object what it is to its application. */
public final class ResourcePart {

    private static final String GROUP = "argoproj.io/";

    private ResourcePart() {}

    /** What a live or wanted object is to the application with the given namespace and name. */
    public static Part of(JsonNode object, String applicationNamespace, String applicationName) {
        JsonNode metadata = object.path("metadata");
        JsonNode annotations = metadata.path("annotations");
        Hook hook = Hook.of(object);
        if (hook.isHook() || hook.isSkipped()) {
            return Part.HOOK;
        }
        if (annotations.path("argocd.argoproj.io/ignore-healthcheck").asText("").equals("true")) {
            return Part.IGNORED;
        }
        if (!object.path("kind").asText("").equals("Application")
                || !object.path("apiVersion").asText("").startsWith(GROUP)) {
            return Part.RESOURCE;
        }
        boolean isItself = metadata.path("name").asText("").equals(applicationName)
                && metadata.path("namespace").asText(applicationNamespace).equals(applicationNamespace);
        return isItself ? Part.ITSELF : Part.CHILD_APPLICATION;
    }
}
