package dev.capstan.cli.release;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.cli.CommandFailure;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.RecordSecret;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.SecretStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the revisions of releases: their records where they can be seen, else what the status of the HelmRelease tells. */
public final class RevisionLookup {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SecretStorage storage;

    /** With the rights of that client, which must outlive this. */
    public RevisionLookup(KubernetesClient client) {
        Clock clock = Clock.systemUTC();
        this.storage = new SecretStorage(
                new PatientCluster(Fabric8ClusterApi.of(client), clock, PATIENCE, new Cancellation()),
                clock,
                "capstan",
                "");
    }

    /**
     * What is known of a release.
     *
     * @param revisions the oldest first
     * @param areAll whether these are all that are stored
     * @param notices what cannot be seen, and why
     */
    public record Revisions(List<Revision> revisions, boolean areAll, List<String> notices) {

        /** Copies the lists. */
        public Revisions {
            revisions = List.copyOf(revisions);
            notices = List.copyOf(notices);
        }

        /** The newest. */
        public Optional<Revision> current() {
            return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
        }

        /** The one with that number. */
        public Optional<Revision> revision(long number) {
            return revisions.stream()
                    .filter(revision -> revision.revision() == number)
                    .findFirst();
        }

        /** The newest good one before the current. */
        public Optional<Revision> previousGood() {
            return revisions.reversed().stream()
                    .skip(1)
                    .filter(Revision::wasDeployed)
                    .findFirst();
        }
    }

    /** The revisions of the release that a HelmRelease has made; none when it has made none yet. */
    public Revisions of(HelmRelease object) {
        if (object.undecodable().isPresent()) {
            return new Revisions(
                    List.of(),
                    false,
                    List.of("HelmRelease %s cannot be read: %s"
                            .formatted(object.key(), object.undecodable().get())));
        }
        HelmReleaseStatus status = object.getStatus();
        if (status == null || status.history().isEmpty()) {
            return new Revisions(List.of(), true, List.of());
        }
        if (object.getSpec().kubeConfig() != null) {
            return ofStatus(object, status, "the release is in another cluster");
        }
        return switch (storage.history(key(object, status))) {
            case StorageResult.Done<ReleaseHistory>(var history) -> ofRecords(object, status, history);
            case StorageResult.Unavailable<ReleaseHistory>(var message, var _, var _) ->
                ofStatus(object, status, message);
            case StorageResult.Overtaken<ReleaseHistory>(var secret) ->
                throw new IllegalStateException("reading writes nothing: " + secret);
            case StorageResult.TooLarge<ReleaseHistory>(var size) ->
                throw new IllegalStateException("reading writes nothing: " + size.message());
        };
    }

    /**
     * The records of the release that a HelmRelease has made; none when it has made none yet.
     *
     * @throws CommandFailure when they cannot be read
     */
    public ReleaseHistory records(HelmRelease object) {
        HelmReleaseStatus status = object.getStatus();
        if (status == null || status.history().isEmpty()) {
            return new ReleaseHistory(List.of(), List.of());
        }
        if (object.getSpec().kubeConfig() != null) {
            throw new CommandFailure("The release of HelmRelease %s is in another cluster, where its records are"
                    .formatted(object.key()));
        }
        return switch (storage.history(key(object, status))) {
            case StorageResult.Done<ReleaseHistory>(var history) -> history;
            case StorageResult.Unavailable<ReleaseHistory>(var message, var advice, var _) ->
                throw new CommandFailure(message + ". " + advice);
            case StorageResult.Overtaken<ReleaseHistory>(var secret) ->
                throw new IllegalStateException("reading writes nothing: " + secret);
            case StorageResult.TooLarge<ReleaseHistory>(var size) ->
                throw new IllegalStateException("reading writes nothing: " + size.message());
        };
    }

    /**
     * A record of that history, also one that was left out of it because there are many.
     *
     * @throws CommandFailure when it is damaged, or cannot be read
     */
    public Optional<ReleaseRecord> record(HelmRelease object, ReleaseHistory history, int revision) {
        requireUndamaged(object, history, damaged -> damaged.version() == revision);
        Optional<RecordSecret> unread = history.unread(revision);
        return unread.isPresent()
                ? read(key(object, object.getStatus()), unread.get())
                : history.revision(revision).map(StoredRecord::record);
    }

    /**
     * The newest record of that history; empty when there is none.
     *
     * @throws CommandFailure when it, or one of which nobody knows the number, is damaged
     */
    public static Optional<ReleaseRecord> newest(HelmRelease object, ReleaseHistory history) {
        Optional<ReleaseRecord> newest = history.last().map(StoredRecord::record);
        int version = newest.map(ReleaseRecord::version).orElse(0);
        requireUndamaged(object, history, damaged -> damaged.version() == 0 || damaged.version() > version);
        return newest;
    }

    private static void requireUndamaged(
            HelmRelease object, ReleaseHistory history, Predicate<ReleaseHistory.UnreadableRecord> wanted) {
        history.unreadable().stream().filter(wanted).findFirst().ifPresent(damaged -> {
            throw new CommandFailure("The record %s of HelmRelease %s cannot be read: %s"
                    .formatted(damaged.secret(), object.key(), damaged.why()));
        });
    }

    private Optional<ReleaseRecord> read(ReleaseKey key, RecordSecret secret) {
        return switch (storage.read(key, secret)) {
            case StorageResult.Done<StoredRecord>(var stored) -> Optional.of(stored.record());
            case StorageResult.Overtaken<StoredRecord> _ -> Optional.empty();
            case StorageResult.Unavailable<StoredRecord>(var message, var advice, var _) ->
                throw new CommandFailure(message + ". " + advice);
            case StorageResult.TooLarge<StoredRecord>(var size) ->
                throw new IllegalStateException("reading writes nothing: " + size.message());
        };
    }

    private static ReleaseKey key(HelmRelease object, HelmReleaseStatus status) {
        ReleaseSnapshot newest = status.history().stream()
                .max(Comparator.comparingLong(ReleaseSnapshot::version))
                .orElseThrow();
        String namespace = Optional.ofNullable(status.storageNamespace())
                .orElse(object.getMetadata().getNamespace());
        return new ReleaseKey(namespace, newest.name());
    }

    private static Revisions ofRecords(HelmRelease object, HelmReleaseStatus status, ReleaseHistory history) {
        List<String> notices = new ArrayList<>();
        history.unreadable()
                .forEach(damaged -> notices.add("the record %s of %s cannot be read: %s"
                        .formatted(damaged.secret(), object.key(), damaged.why())));
        if (!history.unread().isEmpty()) {
            notices.add("%d older revisions of %s are stored, too, and are not shown"
                    .formatted(history.unread().size(), object.key()));
        }
        return new Revisions(
                history.revisions().stream()
                        .map(stored -> Revision.of(
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName(),
                                stored,
                                status))
                        .toList(),
                history.unread().isEmpty(),
                notices);
    }

    private static Revisions ofStatus(HelmRelease object, HelmReleaseStatus status, String why) {
        return new Revisions(
                status.history().stream()
                        .sorted(Comparator.comparingLong(ReleaseSnapshot::version))
                        .map(snapshot -> Revision.of(
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName(),
                                snapshot,
                                status))
                        .toList(),
                false,
                List.of("of %s only what its status remembers: %s".formatted(object.key(), why)));
    }
}
