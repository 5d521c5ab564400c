package dev.capstan.applier.record.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.bus.ApplyRecorded;
import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.record.RecordSubject;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.Action;
import dev.capstan.apply.Change;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.record.ApplyRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BusApplyRecordsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final ObjectId WEB = new ObjectId("apps", "Deployment", "apps", "web");
    private static final SourceRevision ATTEMPT = new SourceRevision("main@sha1:1", Optional.empty());

    private final List<BusMessage> published = new ArrayList<>();
    private final BusApplyRecords records = new BusApplyRecords(published::add, Clock.fixed(NOW, ZoneOffset.UTC));
    private final RecordSubject subject =
            new RecordSubject(ToolkitKind.KUSTOMIZATION.ref(new ObjectKey("apps", "app")), "uid-app");

    @Test
    void changedObjectsAreToldWithTheirOriginAndTheOthersCounted() {
        records.applied(subject, ATTEMPT, record(Action.CONFIGURED, Action.UNCHANGED));

        assertThat(published).singleElement().isInstanceOfSatisfying(ApplyRecorded.class, told -> {
            assertThat(told.about().toString()).isEqualTo("Kustomization/apps/app");
            assertThat(told.revision()).isEqualTo("main@sha1:1");
            assertThat(told.actor()).isEqualTo("system:serviceaccount:apps:deployer");
            assertThat(told.outcome()).isEqualTo("ReconciliationSucceeded");
            assertThat(told.unchanged()).isEqualTo(1);
            assertThat(told.objects()).singleElement().satisfies(object -> {
                assertThat(object.object().apiVersion()).isEqualTo("apps/v1");
                assertThat(object.action()).isEqualTo("configured");
                assertThat(object.file()).isEqualTo("app/web.yaml");
                assertThat(object.line()).isEqualTo(3);
            });
        });
    }

    @Test
    void applyThatFoundNothingToDoIsNoNews() {
        records.applied(subject, ATTEMPT, record(Action.UNCHANGED));

        assertThat(published).isEmpty();
    }

    @Test
    void prunedObjectsAreTold() {
        var changes = new ChangeSet(List.of(new Change(WEB, "v1", Action.DELETED, "", SourcePosition.unknown())));

        records.pruned(subject, ATTEMPT, "kustomize-controller", NOW, changes);

        assertThat(published)
                .singleElement()
                .isInstanceOfSatisfying(
                        ApplyRecorded.class,
                        told -> assertThat(told.objects())
                                .extracting(ApplyRecorded.AppliedObject::action)
                                .containsExactly("deleted"));
    }

    private static ApplyRecord record(Action... actions) {
        var entries = new ArrayList<ApplyRecord.Entry>();
        for (Action action : actions) {
            entries.add(
                    new ApplyRecord.Entry(WEB, "v1", action, "h1", "h2", "7", new SourcePosition("app/web.yaml", 3)));
        }
        return new ApplyRecord(
                Owner.kustomization("apps", "app"),
                "main@sha1:1",
                "system:serviceaccount:apps:deployer",
                NOW,
                Duration.ofSeconds(1),
                true,
                "",
                actions.length,
                entries);
    }
}
