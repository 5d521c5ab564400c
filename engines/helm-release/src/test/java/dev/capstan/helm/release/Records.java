package dev.capstan.helm.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.record.RevisionId;
import dev.capstan.helm.release.storage.Holder;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records for tests. */
public final class Records {

    public static final Instant BEGUN = Instant.parse("2026-11-22T15:47:41.100Z");
    public static final ReleaseKey KEY = new ReleaseKey("store", "shop");

    private Records() {}

    /** A chart with nothing in it but its name. */
    public static ObjectNode chart() {
        ObjectNode chart = JsonNodeFactory.instance.objectNode();
        chart.putObject("metadata").put("name", "shop").put("version", "1.2.3").put("appVersion", "9");
        chart.putNull("lock").putNull("templates");
        return chart;
    }

    public static ReleaseContent content(String manifest) {
        return new ReleaseContent(chart(), JsonNodeFactory.instance.objectNode(), manifest, List.of(), "");
    }

    public static ReleaseRecord record(int version, ReleaseStatus status) {
        return ReleaseRecord.upgrade(
                        new RevisionId("apps", "shop", version), content(""), ApplyMethod.SERVER_SIDE, BEGUN, BEGUN)
                .with(status);
    }

    public static StoredRecord stored(int version, ReleaseStatus status) {
        return stored(version, status, new Holder("capstan", "pod-1"));
    }

    public static StoredRecord stored(int version, ReleaseStatus status, Holder holder) {
        return new StoredRecord(
                KEY, record(version, status), Map.of(), holder, Optional.of(BEGUN), true, "uid-" + version, "1");
    }
}
