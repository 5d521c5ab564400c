package dev.capstan.helm.release.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.refusal.Explanation;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.helm.release.record.RecordCodec;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Records in Secrets, as the Helm command keeps them by default. */
public final class SecretStorage implements ReleaseStorage {

    private static final ResourceType SECRET = new ResourceType(new ResourceKind("", "v1", "Secret"), "secrets", true);

    /** A page of the largest records takes about twenty megabytes. */
    private static final int PAGE = 16;

    /** The pages of a list come from one moment, which the API server remembers only for so long. */
    private static final int LIST_EXPIRED = 410;

    private final PatientCluster cluster;
    private final Clock clock;
    private final String fieldManager;
    private final String process;

    /**
     * @param cluster where the Secrets are, with the identity that reads and writes them
     * @param fieldManager in whose name they are written
     * @param process names this process: another one never has the same name
     */
    public SecretStorage(PatientCluster cluster, Clock clock, String fieldManager, String process) {
        this.cluster = cluster;
        this.clock = clock;
        this.fieldManager = fieldManager;
        this.process = process;
    }

    @Override
    public StorageResult<ReleaseHistory> history(ReleaseKey key) {
        Selection selection = new Selection(SECRET, key.storageNamespace(), SecretForm.selector(key), "");
        HistoryReader reader = new HistoryReader(key);
        String token = "";
        do {
            switch (cluster.list(selection, PAGE, token)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    ok.value().path("items").forEach(reader::take);
                    token = ok.value().path("metadata").path("continue").asText("");
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    return unavailable(key, "list", "", refused);
                }
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    return unreachable(key, "list", unreachable);
                }
            }
        } while (!token.isEmpty());
        return new StorageResult.Done<>(reader.history());
    }

    @Override
    public StorageResult<StoredRecord> read(ReleaseKey key, RecordSecret secret) {
        ObjectRef ref = new ObjectRef(SECRET, key.storageNamespace(), secret.name());
        return switch (cluster.get(ref)) {
            case ApiResult.Ok<ObjectNode> ok ->
                switch (HistoryReader.read(
                        key,
                        ok.value().path("metadata"),
                        ok.value().path("data").path("release").asText(""))) {
                    case HistoryReader.Reading.Read(var stored) -> new StorageResult.Done<>(stored);
                    case HistoryReader.Reading.Unreadable(var damaged) ->
                        new StorageResult.Unavailable<>(
                                "cannot read the release record " + secret.name() + ": " + damaged.why(),
                                "Restore the Secret from a backup, or delete it.",
                                false);
                };
            case ApiResult.Refused<ObjectNode> refused
            when refused.isNotFound() -> new StorageResult.Overtaken<>(ref.name());
            case ApiResult.Refused<ObjectNode> refused -> unavailable(key, "get", ref.name(), refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> unreachable(key, "get", unreachable);
        };
    }

    @Override
    public StorageResult<StoredRecord> create(ReleaseKey key, ReleaseRecord record, Map<String, String> labels) {
        String packed = RecordCodec.encode(record);
        if (!RecordSize.fits(packed)) {
            return new StorageResult.TooLarge<>(RecordSize.of(record, packed));
        }
        ObjectNode secret = SecretForm.secret(key, record, packed, labels, process, clock.instant());
        ObjectRef ref = ref(key, record.version());
        return switch (cluster.apply(ref, secret, new ClusterApi.ApplyOptions(fieldManager, false, true))) {
            case ApiResult.Ok<ObjectNode> ok ->
                new StorageResult.Done<>(SecretForm.stored(key, ok.value().path("metadata"), record));
            case ApiResult.Refused<ObjectNode> refused when refused.isConflict() -> taken(key, record, packed);
            case ApiResult.Refused<ObjectNode> refused -> unavailable(key, "create", ref.name(), refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> unreachable(key, "create", unreachable);
        };
    }

    @Override
    public StorageResult<StoredRecord> update(StoredRecord before, ReleaseRecord record) {
        ReleaseKey key = before.key();
        String packed = RecordCodec.encode(record);
        if (packed.length() > RecordSize.LIMIT) {
            return new StorageResult.TooLarge<>(RecordSize.of(record, packed));
        }
        ArrayNode patch = SecretForm.patch(before, record, packed, process, clock.instant());
        ObjectRef ref = ref(key, record.version());
        return switch (cluster.jsonPatch(ref, patch, fieldManager)) {
            case ApiResult.Ok<ObjectNode> ok ->
                new StorageResult.Done<>(SecretForm.stored(key, ok.value().path("metadata"), record));
            case ApiResult.Refused<ObjectNode> refused when refused.isConflict() -> unlessOurs(key, record, packed);
            case ApiResult.Refused<ObjectNode> refused
            when refused.isNotFound() -> new StorageResult.Overtaken<>(ref.name());
            // Another writer may have taken what the patch builds on, such as the annotations.
            case ApiResult.Refused<ObjectNode> refused
            when refused.code() == 422 && isOvertaken(before) -> unlessOurs(key, record, packed);
            case ApiResult.Refused<ObjectNode> refused -> unavailable(key, "update", ref.name(), refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> unreachable(key, "update", unreachable);
        };
    }

    private boolean isOvertaken(StoredRecord before) {
        return !(cluster.get(ref(before.key(), before.record().version())) instanceof ApiResult.Ok<ObjectNode> ok)
                || !ok.value()
                        .path("metadata")
                        .path("resourceVersion")
                        .asText("")
                        .equals(before.resourceVersion());
    }

    /** The name of the Secret is taken: by another writer, or by something that no history will ever show. */
    private StorageResult<StoredRecord> taken(ReleaseKey key, ReleaseRecord record, String packed) {
        ObjectRef ref = ref(key, record.version());
        return cluster.get(ref) instanceof ApiResult.Ok<ObjectNode>(ObjectNode secret, boolean _)
                        && !SecretForm.isListed(key, secret.path("metadata").path("labels"))
                ? new StorageResult.Unavailable<>(
                        "cannot create the release record " + ref.name() + ": a Secret of that name in the namespace "
                                + key.storageNamespace()
                                + " is in the way, which does not carry the labels of a record",
                        "Delete the Secret, or give it the labels owner=helm and name=" + key.name()
                                + " back when it is a record.",
                        false)
                : unlessOurs(key, record, packed);
    }

    /** A write whose answer was lost was repeated, and meets its own work. */
    private StorageResult<StoredRecord> unlessOurs(ReleaseKey key, ReleaseRecord record, String packed) {
        ObjectRef ref = ref(key, record.version());
        return switch (cluster.get(ref)) {
            case ApiResult.Ok<ObjectNode> ok
            when isOurs(ok.value(), packed) ->
                new StorageResult.Done<>(SecretForm.stored(key, ok.value().path("metadata"), record));
            case ApiResult.Ok<ObjectNode> _ -> new StorageResult.Overtaken<>(ref.name());
            case ApiResult.Refused<ObjectNode> refused
            when refused.isNotFound() -> new StorageResult.Overtaken<>(ref.name());
            case ApiResult.Refused<ObjectNode> refused -> unavailable(key, "get", ref.name(), refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> unreachable(key, "get", unreachable);
        };
    }

    private boolean isOurs(JsonNode secret, String packed) {
        String data = secret.path("data").path("release").asText("");
        return SecretForm.data(packed).equals(data)
                && SecretForm.holder(secret.path("metadata")).process().equals(process);
    }

    @Override
    public StorageResult<List<String>> delete(ReleaseKey key, RecordSecret secret) {
        ObjectRef ref = new ObjectRef(SECRET, key.storageNamespace(), secret.name());
        ClusterApi.DeleteOptions options = new ClusterApi.DeleteOptions(secret.uid(), secret.resourceVersion());
        return deleted(key, ref, cluster.delete(ref, options));
    }

    @Override
    public StorageResult<List<String>> discard(ReleaseKey key, UnreadableRecord damaged) {
        ObjectRef ref = new ObjectRef(SECRET, key.storageNamespace(), damaged.secret());
        ApiResult<ObjectNode> answer = cluster.get(ref);
        if (answer instanceof ApiResult.Ok<ObjectNode> ok) {
            String uid = ok.value().path("metadata").path("uid").asText("");
            answer = cluster.delete(ref, new ClusterApi.DeleteOptions(uid, ""));
        }
        return deleted(key, ref, answer);
    }

    private static StorageResult<List<String>> deleted(ReleaseKey key, ObjectRef ref, ApiResult<ObjectNode> answer) {
        return switch (answer) {
            case ApiResult.Ok<ObjectNode> ok ->
                new StorageResult.Done<>(RecordSecret.finalizers(ok.value().path("metadata")));
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new StorageResult.Done<>(List.of());
            case ApiResult.Refused<ObjectNode> refused
            when refused.isConflict() -> new StorageResult.Overtaken<>(ref.name());
            case ApiResult.Refused<ObjectNode> refused -> unavailable(key, "delete", ref.name(), refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> unreachable(key, "delete", unreachable);
        };
    }

    private static ObjectRef ref(ReleaseKey key, int version) {
        return new ObjectRef(SECRET, key.storageNamespace(), key.secretName(version));
    }

    private static <T> StorageResult<T> unavailable(
            ReleaseKey key, String verb, String secret, ApiResult.Refused<ObjectNode> refused) {
        Explanation words = Refusal.of(
                        secret.isEmpty()
                                ? Selection.single(ref(key, 1)).everything()
                                : new ObjectRef(SECRET, key.storageNamespace(), secret).id(),
                        refused)
                .explain();
        return new StorageResult.Unavailable<>(
                "cannot " + verb + " the release records " + (secret.isEmpty() ? "of " + key : secret) + ": "
                        + words.sentence(),
                words.advice(),
                refused.isTransient() || isNamespaceMissing(refused) || refused.code() == LIST_EXPIRED);
    }

    /** It is terminating, or not there yet: both may be over the next time. */
    private static boolean isNamespaceMissing(ApiResult.Refused<ObjectNode> refused) {
        return refused.isNotFound() || refused.message().contains("being terminated");
    }

    private static <T> StorageResult<T> unreachable(
            ReleaseKey key, String verb, ApiResult.Unreachable<ObjectNode> unreachable) {
        return new StorageResult.Unavailable<>(
                "cannot " + verb + " the release records of " + key + ": " + unreachable.what(),
                "Nothing to do: it goes on when the API server answers again.",
                true);
    }
}
