package dev.capstan.application.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.OperationInitiator;
import dev.capstan.api.argo.RevisionHistory;
import dev.capstan.api.argo.SyncOperation;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.argo.sync.DeployHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code status.history} with one more entry. */
public final class History {
    private static final ObjectMapper JSON = new ObjectMapper();

    private History() {}

    /** The history of an Application after an operation that is over; empty when it stays as it was. */
    public static Optional<List<RevisionHistory>> after(ApplicationObject application, OperationProgress done) {
        SyncOperation sync = done.operation().sync();
        return sync != null
                        && DeployHistory.keeps(
                                OperationTerms.settings(sync, application, done.startedAt(), Duration.ZERO),
                                done.phase())
                ? done.result().map(result -> with(application, done, result))
                : Optional.empty();
    }

    private static List<RevisionHistory> with(
            ApplicationObject application, OperationProgress done, OperationProgress.Result result) {
        DeployHistory history =
                new DeployHistory(application.status().map(ApplicationStatus::history).orElse(List.of()).stream()
                        .map(History::read)
                        .toList());
        DeployHistory.Entry entry = new DeployHistory.Entry(
                history.nextId(),
                result.revisions(),
                result.sources().stream().<JsonNode>map(JSON::valueToTree).toList(),
                done.startedAt(),
                done.finishedAt().orElse(done.startedAt()),
                JSON.valueToTree(done.operation().initiatedBy()));
        long limit = Objects.requireNonNullElse(
                application.spec().revisionHistoryLimit(), (long) DeployHistory.DEFAULT_LIMIT);
        boolean isMultiple = result.isMultiple();
        return history.with(entry, Math.clamp(limit, 0, Integer.MAX_VALUE)).entries().stream()
                .map(kept -> kept.id() == entry.id()
                        ? written(kept, isMultiple)
                        : former(application, kept.id()).orElseGet(() -> written(kept, isMultiple)))
                .toList();
    }

    /** Entries that are there stay to the letter. */
    private static Optional<RevisionHistory> former(ApplicationObject application, long id) {
        return application.status().map(ApplicationStatus::history).orElse(List.of()).stream()
                .filter(entry -> entry.id() == id)
                .findFirst();
    }

    private static DeployHistory.Entry read(RevisionHistory entry) {
        return new DeployHistory.Entry(
                entry.id(),
                entry.revisions(),
                List.of(),
                Timestamps.read(entry.deployStartedAt()).orElse(Instant.EPOCH),
                Timestamps.read(entry.deployedAt()).orElse(Instant.EPOCH),
                NullNode.getInstance());
    }

    private static RevisionHistory written(DeployHistory.Entry entry, boolean isMultiple) {
        List<ApplicationSource> sources = entry.sources().stream()
                .map(source -> JSON.convertValue(source, ApplicationSource.class))
                .toList();
        return new RevisionHistory(
                entry.id(),
                isMultiple || entry.revisions().isEmpty()
                        ? null
                        : entry.revisions().getFirst(),
                isMultiple ? entry.revisions() : List.of(),
                isMultiple || sources.isEmpty() ? null : sources.getFirst(),
                isMultiple ? sources : List.of(),
                Timestamps.write(entry.deployStartedAt()),
                Timestamps.write(entry.deployedAt()),
                JSON.convertValue(entry.initiatedBy(), OperationInitiator.class));
    }
}
