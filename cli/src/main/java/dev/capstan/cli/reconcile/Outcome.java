package dev.capstan.cli.reconcile;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.schema.KindRole;
import dev.capstan.cli.cluster.ToolkitObject;

/** What a reconciliation has led to, in a few words. */
final class Outcome {

    private Outcome() {}

    static String of(ToolkitObject object) {
        if (object.kind().has(KindRole.HAS_ARTIFACT)) {
            return object.revision()
                    .map(revision -> "fetched revision " + revision)
                    .orElse("nothing was fetched");
        }
        if (object.kind().has(KindRole.APPLIER)) {
            return object.revision()
                    .map(revision -> "applied revision " + revision)
                    .orElse("nothing was applied");
        }
        return switch (object.kind()) {
            case APPLICATION ->
                object.revision()
                        .map(revision -> "compared with revision " + revision)
                        .orElse("compared with nothing");
            case IMAGE_REPOSITORY ->
                object.text("status", "lastScanResult", "tagCount")
                        .map("scan fetched %s tags"::formatted)
                        .orElse("scanned");
            case IMAGE_POLICY ->
                object.text("status", "latestRef", "name")
                        .map(name -> "selected ref " + name
                                + object.text("status", "latestRef", "tag")
                                        .map(tag -> ":" + tag)
                                        .orElse("")
                                + object.text("status", "latestRef", "digest")
                                        .map(digest -> "@" + digest)
                                        .orElse(""))
                        .orElse("selected nothing");
            case IMAGE_UPDATE_AUTOMATION ->
                object.ready().map(Condition::message).orElse("done");
            default -> "reconciled";
        };
    }
}
