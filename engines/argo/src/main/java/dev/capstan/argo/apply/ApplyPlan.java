package dev.capstan.argo.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What has to be sent to apply a manifest. */
public sealed interface ApplyPlan {

    /**
     * The object is not there: create it.
     *
     * @param content the manifest with the annotation of what was applied last
     */
    record Create(ObjectNode content) implements ApplyPlan {}

    /**
     * The object is there and differs.
     *
     * @param patch a JSON merge patch; right only for the version of the object that it was made for
     */
    record Patch(ObjectNode patch) implements ApplyPlan {

        /**
         * The patch with the version that it was made for, so that the API server refuses it when the object has changed
         * since. A manifest that names a version itself keeps that one, as with kubectl.
         */
        public ObjectNode at(String resourceVersion) {
            ObjectNode versioned = patch.deepCopy();
            ObjectNode metadata = versioned.withObject("/metadata");
            if (!metadata.has("resourceVersion")) {
                metadata.put("resourceVersion", resourceVersion);
            }
            return versioned;
        }
    }

    /** The object is as the manifest wants it: send nothing. */
    record Nothing() implements ApplyPlan {}

    /** @param message why the manifest cannot be applied, and what to do */
    record Refused(String message) implements ApplyPlan {}
}
