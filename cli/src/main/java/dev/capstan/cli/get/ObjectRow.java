package dev.capstan.cli.get;

import dev.capstan.api.meta.Condition;
import dev.capstan.cli.cluster.ToolkitObject;
import java.util.regex.Pattern;

/**
 * What people want to know of one object.
 *
 * @param namespace its namespace
 * @param name its name
 * @param revision as its status says, long hashes cut; empty when it has none
 * @param isSuspended whether it is to be left alone
 * @param ready status of the condition Ready: True, False or Unknown
 * @param message message of the condition Ready, long hashes cut
 */
record ObjectRow(String namespace, String name, String revision, boolean isSuspended, String ready, String message) {

    private static final Pattern LONG_HASH = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f]{32,56}\\b");

    static ObjectRow of(ToolkitObject object) {
        return new ObjectRow(
                object.namespace(),
                object.name(),
                object.revision().map(ObjectRow::shortened).orElse(""),
                object.isSuspended(),
                object.ready().map(Condition::status).orElse("False"),
                object.ready().map(Condition::message).map(ObjectRow::shortened).orElse("waiting to be reconciled"));
    }

    private static String shortened(String text) {
        return LONG_HASH.matcher(text.lines().findFirst().orElse("")).replaceAll("$1");
    }
}
