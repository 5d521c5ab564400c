package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import java.util.Optional;

/** Who an Application belongs to: the owner reference that is its controller. */
public final class Ownership {
    private static final String KIND = "ApplicationSet";
    private static final String API_VERSION = "argoproj.io/v1alpha1";
    private static final String GROUP = "argoproj.io/";

    private Ownership() {}

    /** The controller of an object. */
    static Optional<JsonNode> controller(JsonNode object) {
        return Fields.elements(object.path("metadata"), "ownerReferences").stream()
                .filter(reference -> Fields.isTrue(reference, "controller"))
                .findFirst();
    }

    /** Whether an Application belongs to a set, or to an earlier one of the same name. */
    public static boolean isOf(JsonNode set, JsonNode application) {
        return controller(application)
                .filter(owner -> isReferenceTo(set, owner))
                .isPresent();
    }

    /** Whether a reference is one to a set, or to an earlier one of the same name. */
    static boolean isReferenceTo(JsonNode set, JsonNode owner) {
        return Fields.text(owner, "kind").equals(KIND)
                && Fields.text(owner, "apiVersion").startsWith(GROUP)
                && Fields.text(owner, "name").equals(Fields.text(set.path("metadata"), "name"));
    }

    /** Kind and name of an owner, for people. */
    static String nameOf(JsonNode owner) {
        return Fields.text(owner, "kind") + " " + Fields.text(owner, "name");
    }

    /** The reference to a set. */
    static ObjectNode reference(JsonNode set) {
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        reference.put("apiVersion", API_VERSION);
        reference.put("kind", KIND);
        reference.put("name", Fields.text(set.path("metadata"), "name"));
        reference.put("uid", Fields.text(set.path("metadata"), "uid"));
        reference.put("controller", true);
        reference.put("blockOwnerDeletion", true);
        return reference;
    }
}
