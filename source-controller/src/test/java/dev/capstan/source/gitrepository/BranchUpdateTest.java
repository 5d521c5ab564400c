package dev.capstan.source.gitrepository;

import static dev.capstan.source.gitrepository.Commits.EVE;
import static dev.capstan.source.gitrepository.Commits.JANE;
import static dev.capstan.source.gitrepository.Commits.commit;
import static dev.capstan.source.gitrepository.Commits.id;
import static dev.capstan.source.gitrepository.Commits.raw;
import static dev.capstan.source.gitrepository.Commits.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Reason;
import dev.capstan.git.mirror.BranchProgress;
import dev.capstan.git.mirror.BranchProgress.RawCommit;
import dev.capstan.source.gitrepository.BranchPolicy.SignedCommits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of a branch say to the commits that are new; commit 1 was accepted last. */
class BranchUpdateTest {
    private static final BranchPolicy NO_FORCE = policy(true, SignedCommits.OFF, "");
    private static final BranchPolicy EVERY_SIGNED = policy(false, SignedCommits.EVERY_COMMIT, "");
    private static final BranchPolicy LINE_SIGNED = policy(false, SignedCommits.FIRST_PARENT, "");
    private static final BranchPolicy OURS = policy(false, SignedCommits.OFF, "*@example.org");

    private static BranchPolicy policy(boolean refusesForcePush, SignedCommits signatures, String authors) {
        return new BranchPolicy(refusesForcePush, signatures, AuthorPatterns.parse(authors), Optional.empty());
    }

    private static Optional<BranchRefusal> refusal(BranchPolicy policy, RawCommit... newestFirst) {
        return refusal(policy, new BranchProgress(true, List.of(newestFirst), true), newestFirst[0]);
    }

    private static Optional<BranchRefusal> refusal(BranchPolicy policy, BranchProgress progress, RawCommit head) {
        return new BranchUpdate(Optional.of(id('1')), head, progress).refusedBy(policy, Commits::check);
    }

    @Test
    void aCommitOnTopIsNoForcePush() {
        assertThat(refusal(NO_FORCE, commit('2', EVE, '1'))).isEmpty();
    }

    @Test
    void g015_aForcePushIsNamedWithBothCommitsAndTheAuthor() {
        var head = commit('2', EVE);

        var refused = refusal(NO_FORCE, new BranchProgress(false, List.of(head), true), head)
                .orElseThrow();

        assertThat(refused.reason()).isEqualTo(Reason.FORCE_PUSH_REFUSED);
        assertThat(refused.message())
                .isEqualTo("commit '" + id('2') + "' by " + EVE + " does not descend from '" + id('1')
                        + "', the last accepted one: a force push, and capstan.dev/branch-force-push refuses those");
    }

    @Test
    void g015_aBranchThatIsTakenBackToAnOldCommitIsAForcePushToo() {
        var refused = refusal(NO_FORCE, new BranchProgress(false, List.of(), true), commit('0', JANE));

        assertThat(refused).containsInstanceOf(BranchRefusal.ForcePush.class);
        assertThat(refused.orElseThrow().message()).contains("by " + JANE);
    }

    @Test
    void aForcePushIsFollowedByThoseWhoAskForOtherRulesOnly() {
        var head = commit('2', JANE);

        assertThat(refusal(OURS, new BranchProgress(false, List.of(head), true), head))
                .isEmpty();
    }

    @Test
    void manyCommitsAreNotCountedWhenNobodyLooksAtEach() {
        var head = commit('2', EVE, '1');

        assertThat(refusal(NO_FORCE, new BranchProgress(true, List.of(head), false), head))
                .isEmpty();
    }

    @Test
    void moreCommitsThanAreLookedAtAreRefused() {
        var head = commit('2', JANE, '1');

        var refused = refusal(OURS, new BranchProgress(true, List.of(head), false), head)
                .orElseThrow();

        assertThat(refused.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(refused.message()).contains("more than 1000 commits between '" + id('1') + "'");
    }

    @Test
    void everyNewCommitIsSignedByATrustedKey() {
        assertThat(refusal(EVERY_SIGNED, signed('3', JANE, "jane", '2'), signed('2', JANE, "jane", '1')))
                .isEmpty();
    }

    @Test
    void anUnsignedCommitBelowASignedHeadIsFound() {
        var refused = refusal(EVERY_SIGNED, signed('3', JANE, "jane", '2'), commit('2', EVE, '1'))
                .orElseThrow();

        assertThat(refused.reason()).isEqualTo(Reason.INVALID_GIT_OBJECT);
        assertThat(refused.message()).contains("commit '" + id('2') + "' by " + EVE + " is not signed");
    }

    @Test
    void aSignatureOfAStrangerIsNotEnough() {
        var refused = refusal(EVERY_SIGNED, signed('2', JANE, "eve", '1')).orElseThrow();

        assertThat(refused.reason()).isEqualTo(Reason.INVALID_COMMIT_SIGNATURE);
        assertThat(refused.message()).contains("not among the trusted keys").contains(JANE);
    }

    /** 4 merges 3 into 2. */
    @Test
    void whatAMergeBringsInMayBeUnsignedWhenTheLineIsAskedFor() {
        RawCommit[] merged = {
            signed('4', JANE, "jane", '2', '3'), signed('2', JANE, "jane", '1'), commit('3', JANE, '1')
        };

        assertThat(refusal(LINE_SIGNED, merged)).isEmpty();
        assertThat(refusal(EVERY_SIGNED, merged)).containsInstanceOf(BranchRefusal.NotSigned.class);
    }

    @Test
    void anUnsignedMergeIsRefusedByBoth() {
        RawCommit[] merged = {
            commit('4', JANE, '2', '3'), signed('2', JANE, "jane", '1'), signed('3', JANE, "jane", '1')
        };

        assertThat(refusal(LINE_SIGNED, merged)).containsInstanceOf(BranchRefusal.NotSigned.class);
        assertThat(refusal(EVERY_SIGNED, merged)).containsInstanceOf(BranchRefusal.NotSigned.class);
    }

    @Test
    void aForeignAuthorIsRefusedWhereverItsCommitIs() {
        var refused = refusal(OURS, commit('4', JANE, '1', '3'), commit('3', EVE, '1'))
                .orElseThrow();

        assertThat(refused.reason()).isEqualTo(Reason.AUTHOR_NOT_ALLOWED);
        assertThat(refused.message())
                .isEqualTo("commit '" + id('3') + "' is by " + EVE
                        + ", and capstan.dev/branch-authors allows only *@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jane <jane@example.org> <eve@evil.example>",
                "Eve <eve@evil.example> <jane@example.org>",
                "jane@example.org",
                "Jane <>",
                "Jane <jane@example.org >"
            })
    void anAuthorWhoCouldBeReadInTwoWaysIsNobodyWeKnow(String author) {
        assertThat(refusal(OURS, commit('2', author, '1'))).containsInstanceOf(BranchRefusal.AuthorNotAllowed.class);
    }

    @Test
    void aSecondAuthorHeaderIsRefused() {
        var twice = raw(
                '2',
                "tree " + id('f') + "\nauthor " + JANE + " 1 +0000\nauthor " + EVE + " 1 +0000\ncommitter " + EVE
                        + " 1 +0000\n\nMessage\n");

        assertThat(refusal(OURS, twice)).containsInstanceOf(BranchRefusal.Malformed.class);
    }

    @Test
    void whatIsShownOfAnAuthorIsOneShortLine() {
        var shown = CommitAuthor.of("\u001b[2J" + "x".repeat(300) + " <eve@evil.example> 1 +0000")
                .shown();

        assertThat(shown).doesNotContain("\u001b").hasSizeLessThan(125);
    }

    @Test
    void aRevertByAKnownAuthorKeepsEveryRule() {
        var all = policy(true, SignedCommits.EVERY_COMMIT, "*@example.org");

        assertThat(refusal(all, signed('2', JANE, "jane", '1'))).isEmpty();
    }

    @Test
    void ofABranchThatIsFollowedForTheFirstTimeTheHeadIsLookedAt() {
        assertThat(BranchUpdate.first(commit('2', EVE, '1')).refusedBy(OURS, Commits::check))
                .containsInstanceOf(BranchRefusal.AuthorNotAllowed.class);
        assertThat(BranchUpdate.first(commit('2', JANE, '1')).refusedBy(OURS, Commits::check))
                .isEmpty();
    }
}
