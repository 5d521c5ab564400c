package dev.capstan.image.automation.takeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRef;
import dev.capstan.git.write.BranchHistory;
import dev.capstan.git.write.BranchHistory.PastCommit;
import dev.capstan.git.write.Person;
import dev.capstan.image.automation.plan.UpdateFolder;
import dev.capstan.image.automation.update.ImageUpdate;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TakenBackSearchTest {
    private static final Person BOT = new Person("Bot", "bot@example.org");
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final ImageSetter SETTER = new ImageSetter();
    private static final ImageUpdate UPDATE = new ImageUpdate(SETTER, UpdateFolder.of(""), "ns");

    private final List<PastCommit> commits = new ArrayList<>();

    private TakenBackSearchTest commit(Person author, String message, Map<String, String> files) {
        commits.addFirst(
                new PastCommit("c" + commits.size(), author, author, Instant.EPOCH, message, InMemoryTree.of(files)));
        return this;
    }

    private TakenBackSearchTest commit(Person author, String tag) {
        return commit(author, "Set " + tag, Map.of("a.yaml", marked(tag)));
    }

    private static String marked(String tag) {
        return "tag: " + tag + " # {\"$imagepolicy\": \"ns:app:tag\"}\n";
    }

    private Map<String, String> found(String latest) throws IOException {
        FileTree now = commits.getFirst().files();
        var images = Map.of("app", new ImageRef("app", latest, null), "other", new ImageRef("other", latest, null));
        var changes = ((ImageUpdate.Result.Updated) UPDATE.of(now, images)).changes();
        return new TakenBackSearch(SETTER, BOT)
                .find(changes, now, new BranchHistory(commits, BranchHistory.End.FIRST_COMMIT));
    }

    @Test
    void findsTheCommitThatTookAnImageBack() throws IOException {
        commit(ADA, "1.0")
                .commit(BOT, "1.1")
                .commit(ADA, "1.0")
                .commit(ADA, "Other file", Map.of("a.yaml", marked("1.0"), "b", "x"));

        assertThat(found("1.1")).containsExactly(Map.entry("app", "c2"));
    }

    @Test
    void aNewImageWasNeverTakenBack() throws IOException {
        commit(ADA, "1.0").commit(BOT, "1.1").commit(ADA, "1.0");

        assertThat(found("1.2")).isEmpty();
    }

    @Test
    void whatTheAutomationItselfChangedWasNotTakenBack() throws IOException {
        commit(ADA, "1.0").commit(BOT, "1.1").commit(BOT, "1.0");

        assertThat(found("1.1")).isEmpty();
    }

    @Test
    void aRevertInTheNameOfTheAutomationCounts() throws IOException {
        commit(ADA, "1.0").commit(BOT, "1.1").commit(BOT, "Revert \"Set 1.1\"", Map.of("a.yaml", marked("1.0")));

        assertThat(found("1.1")).containsExactly(Map.entry("app", "c2"));
    }

    @Test
    void aVersionThatSomebodyWroteInsteadCounts() throws IOException {
        commit(ADA, "1.0").commit(BOT, "1.1").commit(ADA, "0.9");

        assertThat(found("1.1")).containsKey("app");
    }

    @Test
    void aMarkerThatIsNewWasNotTakenBack() throws IOException {
        commit(BOT, "First", Map.of("a.yaml", marked("1.1")))
                .commit(ADA, "Another file", Map.of("a.yaml", marked("1.1"), "b.yaml", marked("1.0")));

        assertThat(found("1.1")).isEmpty();
    }

    @Test
    void aFileThatWasAwayBegins() throws IOException {
        commit(BOT, "1.1").commit(ADA, "Remove", Map.of("b", "x")).commit(ADA, "1.0");

        assertThat(found("1.1")).isEmpty();
    }

    @Test
    void oneOfSeveralValuesOfAFileIsEnough() throws IOException {
        String two = "second: 1.1 # {\"$imagepolicy\": \"ns:other:tag\"}\n";
        commit(ADA, "First", Map.of("a.yaml", marked("1.0") + two))
                .commit(BOT, "Second", Map.of("a.yaml", marked("1.1") + two))
                .commit(ADA, "Third", Map.of("a.yaml", marked("1.0") + two));

        assertThat(found("1.1")).containsOnlyKeys("app");
    }

    @Test
    void theSecondOfTwoEqualMarkersIsToldFromTheFirst() throws IOException {
        String list =
                "- tag: %s # {\"$imagepolicy\": \"ns:app:tag\"}\n- tag: %s # {\"$imagepolicy\": \"ns:app:tag\"}\n";
        commit(ADA, "First", Map.of("a.yaml", list.formatted("1.1", "1.0")));
        commit(ADA, "Other", Map.of("a.yaml", list.formatted("1.1", "0.9")));

        assertThat(found("1.1")).isEmpty();
    }
}
