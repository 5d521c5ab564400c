package dev.capstan.source.gitrepository;

import static dev.capstan.access.git.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchPolicyTest {
    private static final String KEYS = "verify: {secretRef: {name: keys}}";
    private static final ReferenceSelector MAIN =
            ReferenceSelector.branch("main").orElseThrow();

    private static SourceResult<Optional<BranchPolicy>> policy(
            Map<String, String> annotations, GitRepositorySpec spec, ReferenceSelector selector) {
        return BranchPolicy.of(
                new GitSource(new ObjectKey("apps", "config"), 1, annotations, spec, GitRepositoryStatus.INITIAL),
                selector);
    }

    private static SourceFailure refused(Map<String, String> annotations) {
        return refused(annotations, spec(KEYS), MAIN);
    }

    private static SourceFailure refused(
            Map<String, String> annotations, GitRepositorySpec spec, ReferenceSelector selector) {
        return policy(annotations, spec, selector)
                .<SourceFailure>map(it -> {
                    throw new AssertionError("usable: " + it);
                })
                .orElse(failure -> failure);
    }

    @Test
    void withoutAnnotationsThereIsNoPolicy() {
        assertThat(policy(Map.of("capstan.dev/prune-limit", "off"), spec(""), MAIN))
                .isEqualTo(SourceResult.success(Optional.empty()));
    }

    @Test
    void anAcceptedCommitAloneIsNoPolicy() {
        assertThat(policy(Map.of(BranchPolicy.ACCEPTED, "main"), spec(""), MAIN))
                .isEqualTo(SourceResult.success(Optional.empty()));
    }

    @Test
    void rulesThatAreSwitchedOffAreNoPolicy() {
        assertThat(policy(Map.of(BranchPolicy.FORCE_PUSH, "allow", BranchPolicy.SIGNATURES, "off"), spec(""), MAIN))
                .isEqualTo(SourceResult.success(Optional.empty()));
    }

    @Test
    void readsEveryRule() {
        var annotations = Map.of(
                BranchPolicy.FORCE_PUSH, "Refuse",
                BranchPolicy.SIGNATURES, " first-parent\n",
                BranchPolicy.AUTHORS, "*@example.org, jane@example.com",
                BranchPolicy.ACCEPTED, Commits.id('a'));

        var read = policy(annotations, spec(KEYS), MAIN).orElse(failure -> {
            throw new AssertionError(failure.message());
        });

        assertThat(read)
                .contains(new BranchPolicy(
                        true,
                        BranchPolicy.SignedCommits.FIRST_PARENT,
                        AuthorPatterns.parse("*@example.org jane@example.com"),
                        Optional.of(Commits.id('a'))));
        assertThat(read.orElseThrow().describe())
                .isEqualTo("no force push, every commit on the first-parent line signed,"
                        + " authors *@example.org, jane@example.com");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            capstan.dev/branch-force-push | refused     | write refuse, or allow
            capstan.dev/branch-force-push | true        | 'true' cannot be read
            capstan.dev/branch-signatures | all         | write every-commit, first-parent, or off
            capstan.dev/branch-authors    | example.org | write e-mail addresses
            capstan.dev/branch-author     | *@x.org     | there is no annotation 'capstan.dev/branch-author'
            """)
    void aRuleThatCannotBeReadIsAFailureAndNotAnAbsentRule(String key, String value, String expected) {
        var failure = refused(Map.of(key, value));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID_VERIFICATION_MODE);
        assertThat(failure.message()).contains(key).contains(expected);
    }

    @Test
    void anAcceptedCommitIsNamedInFull() {
        var failure = refused(Map.of(BranchPolicy.FORCE_PUSH, "refuse", BranchPolicy.ACCEPTED, "abc123"));

        assertThat(failure.message()).contains("'abc123' cannot be read: write the full name of a commit");
    }

    @Test
    void signaturesNeedKeys() {
        var failure = refused(Map.of(BranchPolicy.SIGNATURES, "every-commit"), spec(""), MAIN);

        assertThat(failure.message()).contains("needs the keys of spec.verify.secretRef");
    }

    @Test
    void onlyABranchCanBeProtected() {
        var failure = refused(
                Map.of(BranchPolicy.FORCE_PUSH, "refuse"),
                spec(""),
                ReferenceSelector.tag("v1").orElseThrow());

        assertThat(failure.message()).contains("hold for a branch, and spec.ref selects tag 'v1'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            capstan.dev/branch-force-push=refuse | capstan.dev/branch-force-push=allow  | true
            capstan.dev/branch-force-push=refuse | other=1                              | true
            other=1                              | capstan.dev/branch-accepted=a        | true
            capstan.dev/branch-force-push=refuse | capstan.dev/branch-force-push=refuse | false
            other=1                              | other=2                              | false
            """)
    void aChangeOfARuleIsSeen(String one, String other, boolean isOne) {
        assertThat(BranchPolicy.differs(annotation(one), annotation(other))).isEqualTo(isOne);
    }

    private static Map<String, String> annotation(String text) {
        var parts = text.split("=");
        return Map.of(parts[0], parts[1]);
    }
}
