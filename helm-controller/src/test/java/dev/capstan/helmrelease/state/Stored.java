package dev.capstan.helmrelease.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.record.RevisionId;
import dev.capstan.helm.release.storage.Holder;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.StoredRecord;
import dev.capstan.helmrelease.history.ReleaseSnapshots;
import dev.capstan.helmrelease.snapshot.Releases;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Releases {@code apps/web} of the chart {@code web} in a storage. */
public final class Stored {

    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Stored() {}

    /** A revision of the chart at version 1.0.0 without values. */
    public static ReleaseRecord record(int version, ReleaseStatus status) {
        return record(version, status, "1.0.0", HookPhase.NONE);
    }

    /** A revision with a test that went so. */
    public static ReleaseRecord record(int version, ReleaseStatus status, String chartVersion, HookPhase test) {
        var content = new ReleaseContent(
                JsonNodeFactory.instance
                        .objectNode()
                        .set(
                                "metadata",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("name", "web")
                                        .put("version", chartVersion)
                                        .put("appVersion", "7")),
                JsonNodeFactory.instance.objectNode(),
                "",
                List.of(new RecordedHook(
                        0,
                        "web-test",
                        "Pod",
                        "web/templates/test.yaml",
                        "",
                        List.of(HookEvent.TEST),
                        0,
                        List.of(),
                        List.of(),
                        RecordedHook.LastRun.never())),
                "");
        return ReleaseRecord.install(new RevisionId("apps", "web", version), content, ApplyMethod.SERVER_SIDE, NOW)
                .with(status, "said by a test")
                .with(0, new RecordedHook.LastRun(Optional.of(NOW), Optional.of(NOW), test));
    }

    /** Records as the storage gives them. */
    public static ReleaseHistory history(ReleaseRecord... records) {
        return new ReleaseHistory(Arrays.stream(records).map(Stored::stored).toList(), List.of());
    }

    static StoredRecord stored(ReleaseRecord record) {
        return new StoredRecord(
                new ReleaseKey("apps", "web"),
                record,
                Map.of(),
                Holder.unknown(),
                Optional.of(NOW),
                false,
                "uid-" + record.version(),
                "1");
    }

    /** A snapshot of a revision that this controller made. */
    public static ReleaseSnapshot seen(ReleaseRecord record) {
        return ReleaseSnapshots.of(record, "", "install");
    }

    /** A status that remembers these releases, the newest first, with more fields. */
    public static HelmReleaseStatus status(String fields, ReleaseSnapshot... snapshots) {
        HelmReleaseStatus status = Releases.status(fields);
        var json = new ObjectMapper().<JsonNode>valueToTree(status);
        ((com.fasterxml.jackson.databind.node.ObjectNode) json)
                .set("history", new ObjectMapper().valueToTree(Arrays.asList(snapshots)));
        return new ObjectMapper().convertValue(json, HelmReleaseStatus.class);
    }
}
