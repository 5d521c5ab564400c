package dev.capstan.e2e.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final int OWNER = 1;
    private static final LoopObject OBJECT = new LoopObject(GitState.OWNERS);
    private static final String NAME = GitState.nameOf(OWNER);

    private final Judge.Commit first =
            new Judge.Commit("main@sha1:1", GitState.first().after(List.of(new Edit.Add(OBJECT, OWNER))));
    private final Judge.Commit second =
            new Judge.Commit("main@sha1:2", first.state().after(List.of(new Edit.Change(OBJECT))));
    private final History history = new History();
    private final Judge judge = new Judge(history);
    private long version;

    @Test
    void clusterThatIsAsGitSaysHasNoDifferences() {
        settle(first);

        assertThat(judge.differences(first, expected(first))).isEmpty();
    }

    @Test
    void objectThatIsMissingIsADifference() {
        settle(first);
        gone(OBJECT);

        assertThat(judge.differences(first, expected(first)))
                .singleElement()
                .asString()
                .contains("and is not there");
    }

    @Test
    void objectThatGitNoLongerHasIsADifference() {
        settle(first);
        GitState without = first.state().after(List.of(new Edit.Remove(OBJECT)));

        assertThat(judge.differences(first, ExpectedCluster.EMPTY.after(without)))
                .singleElement()
                .asString()
                .contains("should be gone");
    }

    @Test
    void objectThatGitNoLongerHasMayStayForAFolderThatCannotBeBuilt() {
        settle(first);
        GitState without = first.state().after(List.of(new Edit.Remove(OBJECT), new Edit.Break(2)));
        var head = new Judge.Commit(first.revision(), without);
        told(2, "False", "BuildFailed", head.revision());

        assertThat(judge.differences(head, expected(first).after(without))).isEmpty();
    }

    @Test
    void oldRevisionIsADifference() {
        settle(first);

        assertThat(judge.differences(second, expected(first))).hasSize(GitState.OWNERS);
    }

    @Test
    void brokenFolderKeepsWhatWasAppliedAndSaysSo() {
        settle(first);
        var broken = new Judge.Commit(
                "main@sha1:2", first.state().after(List.of(new Edit.Break(OWNER), new Edit.Change(OBJECT))));
        IntStream.range(0, GitState.OWNERS)
                .filter(owner -> owner != OWNER)
                .forEach(owner -> told(owner, "True", "ReconciliationSucceeded", broken.revision()));

        ExpectedCluster expected = expected(first).after(broken.state());
        List<String> before = judge.differences(broken, expected);
        told(OWNER, "False", "BuildFailed", broken.revision());

        assertThat(before).singleElement().asString().contains("BuildFailed");
        assertThat(judge.differences(broken, expected)).isEmpty();
    }

    @Test
    void settledPointHasNoViolations() {
        settle(first);
        history.forgetAllButLast();
        settle(second);

        assertThat(judge.violations(List.of(first, second))).isEmpty();
    }

    @Test
    void objectThatIsDeletedAndMadeAgainIsLost() {
        settle(first);
        history.forgetAllButLast();
        gone(OBJECT);
        saw(OBJECT, "another", second);
        settle(second);

        assertThat(judge.violations(List.of(first, second)))
                .anySatisfy(it -> assertThat(it).contains("was deleted"))
                .anySatisfy(it -> assertThat(it).contains("was made again"));
    }

    @Test
    void objectThatGitRemovesMayGo() {
        settle(first);
        history.forgetAllButLast();
        gone(OBJECT);
        var removed = new Judge.Commit("main@sha1:2", first.state().after(List.of(new Edit.Remove(OBJECT))));

        assertThat(judge.violations(List.of(first, removed))).isEmpty();
    }

    @Test
    void readyBeforeTheObjectIsWrittenIsFalse() {
        settle(first);
        history.forgetAllButLast();
        told(OWNER, "True", "ReconciliationSucceeded", second.revision());
        saw(OBJECT, "uid", second);

        assertThat(judge.violations(List.of(first, second)))
                .singleElement()
                .asString()
                .contains("ready at main@sha1:2, but")
                .contains("value=" + placed(OBJECT, first).value());
    }

    @Test
    void readyInATimeThatNoWatchSawIsNotJudged() {
        settle(first);
        history.forgetAllButLast();
        long missed = version + 1;
        told(OWNER, "True", "ReconciliationSucceeded", second.revision());
        saw(new LoopObject(0), "uid", first);
        history.listed(OBJECT.kind().kindName(), List.of(), version + 5);

        assertThat(history.isCertain(OBJECT.kind().kindName(), missed)).isFalse();
        assertThat(judge.violations(List.of(first, second))).noneMatch(it -> it.contains("ready at"));
    }

    @Test
    void readyAtACommitThatCannotBeBuiltIsFalse() {
        var broken = new Judge.Commit("main@sha1:2", first.state().after(List.of(new Edit.Break(OWNER))));
        settle(first);
        history.forgetAllButLast();
        told(OWNER, "True", "ReconciliationSucceeded", broken.revision());

        assertThat(judge.violations(List.of(first, broken)))
                .singleElement()
                .asString()
                .contains("cannot be built");
    }

    @Test
    void readyAtAnOlderRevisionIsFalse() {
        settle(first);
        settle(second);
        history.forgetAllButLast();
        told(OWNER, "True", "ReconciliationSucceeded", first.revision());

        assertThat(judge.violations(List.of(second))).singleElement().asString().contains("older");
    }

    private void settle(Judge.Commit commit) {
        commit.state().objects().keySet().forEach(object -> saw(object, "uid", commit));
        IntStream.range(0, GitState.OWNERS)
                .forEach(owner -> told(owner, "True", "ReconciliationSucceeded", commit.revision()));
    }

    private static ExpectedCluster expected(Judge.Commit commit) {
        return ExpectedCluster.EMPTY.after(commit.state());
    }

    private void saw(LoopObject object, String uid, Judge.Commit commit) {
        GitState.Placed placed = placed(object, commit);
        history.saw(new Sighting(
                Sighting.Name.of(object),
                uid,
                ++version,
                Optional.of(new Sighting.Managed(GitState.nameOf(placed.owner()), Integer.toString(placed.value())))));
    }

    private static GitState.Placed placed(LoopObject object, Judge.Commit commit) {
        return requireNonNull(commit.state().objects().get(object));
    }

    private void gone(LoopObject object) {
        history.saw(new Sighting(Sighting.Name.of(object), "uid", ++version, Optional.empty()));
    }

    private void told(int owner, String ready, String reason, String revision) {
        history.saw(new Sighting(
                Sighting.Name.ofKustomization(owner),
                NAME,
                ++version,
                Optional.of(new Sighting.Told(ready, reason, "", ready.equals("True") ? revision : "", revision))));
    }
}
