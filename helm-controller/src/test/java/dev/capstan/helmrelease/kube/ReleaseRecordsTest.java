package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.bus.ApplyRecorded;
import dev.capstan.api.bus.BusMessage;
import dev.capstan.applier.record.adapter.BusApplyRecords;
import dev.capstan.apply.Action;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.Releases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseRecordsTest {
    private static final ApplyRecord RECORD = new ApplyRecord(
            new Owner(Owner.HELM, "apps", "web"),
            "1.1.0",
            "system:serviceaccount:apps:deployer",
            Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ofSeconds(2),
            false,
            "ConfigMap/apps/two: no",
            5,
            List.of(
                    entry("one", Action.CONFIGURED, "aa", "bb"),
                    entry("same", Action.UNCHANGED, "cc", "cc"),
                    entry("old", Action.DELETED, "dd", "")));

    private final List<BusMessage> messages = new ArrayList<>();

    @Test
    void anActionIsPublishedWithWhatChangedByWhomAndFromWhichChart() {
        KnownHelmRelease web = Releases.known("", Releases.status(""), Map.of());

        records(Optional.of(web)).accept(RECORD);

        assertThat(messages).singleElement().isInstanceOfSatisfying(ApplyRecorded.class, recorded -> {
            assertThat(recorded.about().kind()).isEqualTo("HelmRelease");
            assertThat(recorded.about().name()).isEqualTo("web");
            assertThat(recorded.uid()).isEqualTo(web.uid());
            assertThat(recorded.revision()).isEqualTo("1.1.0");
            assertThat(recorded.actor()).isEqualTo("system:serviceaccount:apps:deployer");
            assertThat(recorded.startedAt()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(recorded.finishedAt()).isEqualTo("2026-01-01T00:00:02Z");
            assertThat(recorded.outcome()).isEqualTo("ReconciliationFailed");
            assertThat(recorded.message()).isEqualTo("ConfigMap/apps/two: no");
            assertThat(recorded.unchanged()).isEqualTo(1);
            assertThat(recorded.objects())
                    .extracting(object -> object.object().name() + " " + object.action() + " " + object.before() + " "
                            + object.after())
                    .containsExactly("one configured aa bb", "old deleted dd null");
        });
    }

    @Test
    void whatIsLeftOfAHelmReleaseThatIsGoneIsPublished() {
        records(Optional.empty()).accept(RECORD);

        assertThat(messages).singleElement().isInstanceOfSatisfying(ApplyRecorded.class, recorded -> {
            assertThat(recorded.about().namespace()).isEqualTo("apps");
            assertThat(recorded.uid()).isEmpty();
        });
    }

    private ReleaseRecords records(Optional<KnownHelmRelease> found) {
        return new ReleaseRecords(new BusApplyRecords(messages::add, Clock.systemUTC()), _ -> found);
    }

    private static ApplyRecord.Entry entry(String name, Action action, String before, String after) {
        return new ApplyRecord.Entry(
                new ObjectId("", "ConfigMap", "apps", name),
                "v1",
                action,
                before,
                after,
                "7",
                SourcePosition.unknown());
    }
}
