package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.configMapHook;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.helm.release.record.ApplyMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What actions record of the changes that they make, in a real cluster. */
class ActionRecordIT extends ReleaseScenario {

    @Test
    void anInstallRecordsHooksAndObjectsInTheOrderOfTheWork() {
        done(release.install(content(configMap("one", "1"), configMapHook("prepared", PRE_INSTALL))));

        ApplyRecord record = last();
        assertThat(record.revision()).isEqualTo("1.2.3");
        assertThat(record.actor()).isEqualTo("tester");
        assertThat(record.owner()).isEqualTo(release.target.owner());
        assertThat(record.isSuccess()).isTrue();
        assertThat(record.requests()).isPositive();
        assertThat(lines(record)).containsExactly("prepared created", "one created");
        assertThat(record.objects()).allSatisfy(entry -> {
            assertThat(entry.before()).isEmpty();
            assertThat(entry.after()).isNotEmpty();
            assertThat(entry.resourceVersion()).isNotEmpty();
        });
    }

    @Test
    void anUpgradeRecordsWhatChangedWithItsHashesAndWhatWent() {
        done(release.install(content(configMap("one", "1") + configMap("same", "1") + configMap("gone", "1"))));
        String before = hashAfter("one");

        done(release.upgrade(content(configMap("one", "2") + configMap("same", "1"))));

        assertThat(lines(last())).containsExactlyInAnyOrder("one configured", "same unchanged", "gone deleted");
        assertThat(entry("one").before()).isEqualTo(before);
        assertThat(entry("one").after()).isNotEqualTo(before);
        assertThat(entry("gone").before()).isNotEmpty();
        assertThat(entry("gone").after()).isEmpty();

        done(release.rollback(1));
        assertThat(entry("one").after()).isEqualTo(before);
        assertThat(lines(last())).contains("gone created");
    }

    @Test
    void clientSideApplyRecordsTheSame() {
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        done(end(release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1")),
                new InstallOptions(usual.waiting(), ApplyMethod.CLIENT_SIDE, true, false, 5, "", Map.of()))));
        assertThat(lines(last())).containsExactly("one created");
        String before = hashAfter("one");

        done(release.upgrade(content(configMap("one", "2"))));

        assertThat(lines(last())).containsExactly("one configured");
        assertThat(entry("one").before()).isEqualTo(before);
        assertThat(entry("one").after()).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void anUninstallRecordsWhatItDeleted() {
        done(release.install(content(configMap("one", "1") + configMap("two", "1"))));

        done(release.uninstall());

        assertThat(lines(last())).containsExactlyInAnyOrder("one deleted", "two deleted");
    }

    @Test
    void aFailureIsRecordedWithWhatWasDoneBefore() {
        String unusable = """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: wrong}
                spec: {ports: [{port: 99999999}]}
                """;

        assertThat(release.install(content(configMap("one", "1") + unusable))).isInstanceOf(ActionOutcome.Failed.class);

        assertThat(last().isSuccess()).isFalse();
        assertThat(last().failure()).contains("wrong");
    }

    @Test
    void aSecretIsRecordedWithoutAnythingThatTellsItsValue() {
        done(release.install(content("""
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: login}
                stringData: {password: hunter2}
                """)));

        assertThat(entry("login").after()).hasSize(64);
        assertThat(release.recorded().toString()).doesNotContain("hunter2", "aHVudGVyMg");
    }

    private ApplyRecord last() {
        return release.recorded().getLast();
    }

    private static List<String> lines(ApplyRecord record) {
        return record.objects().stream()
                .map(entry -> entry.id().name() + " " + entry.action().word())
                .toList();
    }

    private ApplyRecord.Entry entry(String name) {
        return last().objects().stream()
                .filter(entry -> entry.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String hashAfter(String name) {
        assertThat(entry(name).after()).isNotEmpty();
        return entry(name).after();
    }
}
