package dev.capstan.image.automation.takeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.write.BranchHistory;
import dev.capstan.git.write.BranchHistory.End;
import dev.capstan.git.write.BranchHistory.PastCommit;
import dev.capstan.git.write.Person;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.tree.InMemoryTree;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommitsOfOthersTest {
    private static final Person SELF = new Person("Bot", "bot@example.com");
    private static final Person JANE = new Person("Jane", "jane@example.com");
    private static final BranchHistory CHECKOUT = history(End.ENOUGH, of("base", JANE, JANE), of("older", JANE, JANE));

    private final TakenBackSearch search = new TakenBackSearch(new ImageSetter(), SELF);

    private static PastCommit of(String id, Person author, Person committer) {
        return of(id, author, committer, "Update images");
    }

    private static PastCommit of(String id, Person author, Person committer, String message) {
        return new PastCommit(
                id,
                author,
                committer,
                Instant.EPOCH,
                message,
                InMemoryTree.builder().build());
    }

    private static BranchHistory history(End end, PastCommit... commits) {
        return new BranchHistory(List.of(commits), end);
    }

    private boolean areOn(End end, PastCommit... commits) {
        return CommitsOfOthers.areOn(history(end, commits), CHECKOUT, search::isOwn);
    }

    private static PastCommit[] above(PastCommit... commits) {
        return Stream.concat(Stream.of(commits), CHECKOUT.commits().stream()).toArray(PastCommit[]::new);
    }

    @Test
    void ownCommitsAreNotThoseOfOthers() {
        assertThat(areOn(End.ENOUGH, above())).isFalse();
        assertThat(areOn(End.ENOUGH, above(of("two", SELF, SELF), of("one", SELF, SELF))))
                .isFalse();
    }

    @Test
    void aCommitOfAPersonIsFoundBelowAnOwnOne() {
        assertThat(areOn(End.ENOUGH, above(of("two", SELF, SELF), of("one", JANE, JANE))))
                .isTrue();
    }

    @Test
    void whatAPersonCommittedOrRevertedIsNotOurs() {
        assertThat(areOn(End.ENOUGH, above(of("one", SELF, JANE)))).isTrue();
        assertThat(areOn(End.ENOUGH, above(of("one", SELF, SELF, "Revert \"Update images\""))))
                .isTrue();
    }

    @Test
    void whereTheHistoryEndsSomebodyMayHave() {
        assertThat(areOn(End.ENOUGH, of("one", SELF, SELF))).isTrue();
        assertThat(areOn(End.CUT_OFF, of("one", SELF, SELF))).isTrue();
        assertThat(areOn(End.FIRST_COMMIT, of("one", SELF, SELF))).isFalse();
    }
}
