package dev.capstan.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.release.Revision;
import dev.capstan.cli.release.RevisionLookup.Revisions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTargetTest {

    @Test
    void isTheNewestGoodRevisionBeforeTheCurrent() {
        assertThat(target(known("1 superseded", "2 superseded", "3 failed", "4 deployed"), 0))
                .isEqualTo(2);
        assertThat(target(known("1 superseded", "2 deployed", "3 failed"), 0)).isEqualTo(2);
    }

    @Test
    void orTheOneThatIsNamed() {
        assertThat(target(known("1 superseded", "2 superseded", "3 deployed"), 1))
                .isEqualTo(1);
    }

    @Test
    void withoutAnEarlierGoodOneThereIsNone() {
        assertFails(
                known("1 failed", "2 deployed"),
                0,
                "No revision before 2 of HelmRelease apps/web was good: 1 failed, 2 deployed");
        assertFails(known(), 0, "HelmRelease apps/web has made no release yet");
    }

    @Test
    void oneThatIsNotThereThatFailedOrIsTheCurrentIsRefusedAtOnce() {
        Revisions known = known("1 superseded", "2 failed", "3 deployed");

        assertFails(known, 9, "HelmRelease apps/web has no revision 9; there are: 1 superseded, 2 failed, 3 deployed");
        assertFails(
                known, 2, "Revision 2 of HelmRelease apps/web was never deployed as a whole: its status is 'failed'");
        assertFails(known, 3, "Revision 3 of HelmRelease apps/web is the current one");
    }

    @Test
    void whatCannotBeSeenTheControllerDecides() {
        Revisions partly = new Revisions(known("3 superseded", "4 deployed").revisions(), false, List.of());

        assertThat(target(partly, 1)).isEqualTo(1);
    }

    private static void assertFails(Revisions known, int wanted, String message) {
        assertThatThrownBy(() -> target(known, wanted))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(message);
    }

    private static long target(Revisions known, int wanted) {
        HelmRelease web = new HelmRelease();
        web.getMetadata().setNamespace("apps");
        web.getMetadata().setName("web");
        return RollbackRun.target(web, known, wanted == 0 ? Optional.empty() : Optional.of(wanted));
    }

    private static Revisions known(String... revisions) {
        return new Revisions(
                Arrays.stream(revisions).map(RollbackTargetTest::revision).toList(), true, List.of());
    }

    private static Revision revision(String text) {
        String[] words = text.split(" ");
        return new Revision(
                "apps",
                "web",
                "apps/web",
                Long.parseLong(words[0]),
                words[1],
                "web",
                "1.0." + words[0],
                "7",
                "sha256:v",
                "2026-01-01T00:00:00Z",
                "upgrade",
                "");
    }
}
