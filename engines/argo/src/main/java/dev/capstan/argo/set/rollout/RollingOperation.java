package dev.capstan.argo.set.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;

/** Generated Applications whose syncs the set asks for, in place of their own automation. */
final class RollingOperation {
    /** Who asks for the syncs of a rollout. */
    static final String USER = "applicationset-controller";

    private static final String SYNC_POLICY = "syncPolicy";
    private static final String AUTOMATED = "automated";
    private static final String ENABLED = "enabled";
    private static final int RETRIES = 5;

    private RollingOperation() {}

    /** The same Application that does not sync by itself. */
    static ObjectNode withoutAutomation(JsonNode application) {
        ObjectNode manual = application.deepCopy();
        if (manual.path("spec").path(SYNC_POLICY).path(AUTOMATED) instanceof ObjectNode automated) {
            automated.put(ENABLED, false);
        }
        return manual;
    }

    /** The same Application that does not sync by itself, and is asked to; with pruning where it would prune by itself. */
    static ObjectNode withSync(JsonNode application) {
        ObjectNode asked = withoutAutomation(application);
        JsonNode policy = application.path("spec").path(SYNC_POLICY);
        ObjectNode operation = asked.putObject("operation");
        operation.putObject("initiatedBy").put("username", USER).put("automated", true);
        operation
                .putArray("info")
                .addObject()
                .put("name", "Reason")
                .put("value", "Its turn in the rollout of its ApplicationSet has come");
        ObjectNode sync = operation.putObject("sync");
        if (prunes(policy.path(AUTOMATED))) {
            sync.put("prune", true);
        }
        if (policy.path("syncOptions").isArray()) {
            sync.set("syncOptions", policy.path("syncOptions").deepCopy());
        }
        if (policy.path("retry").isObject()) {
            operation.set("retry", policy.path("retry").deepCopy());
        } else {
            operation.putObject("retry").put("limit", RETRIES);
        }
        return asked;
    }

    private static boolean prunes(JsonNode automated) {
        boolean isOn = automated.isObject() && automated.path(ENABLED).asBoolean(true);
        return isOn && Fields.isTrue(automated, "prune");
    }
}
