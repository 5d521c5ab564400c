package dev.capstan.application.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.application.signature.SignedCommits.Looked;
import dev.capstan.application.signature.SignedCommits.Question;
import dev.capstan.argo.signature.AllowedKey;
import dev.capstan.argo.signature.SignatureResult;
import dev.capstan.argo.signature.SignedRevision;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.testkit.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentLooksTest {
    private static final String COMMIT = "a".repeat(40);
    private static final Looked SIGNED =
            new Looked.Revisions(List.of(new SignedRevision(COMMIT, "jane", SignatureResult.GOOD, "1234567812345678")));

    private final List<Question> asked = new ArrayList<>();
    private final MovableClock clock = MovableClock.at(Instant.parse("2026-11-30T10:00:00Z"));
    private Looked answer = SIGNED;
    private final RecentLooks looks = new RecentLooks(
            question -> {
                asked.add(question);
                return answer;
            },
            clock);

    private static Question question(String commit, String key, boolean isStrict) {
        var source = JsonNodeFactory.instance.objectNode().put("repoURL", "https://git.test/a");
        return new Question(
                ApplicationSource.of(source),
                "default",
                commit,
                Map.of("1234567812345678", key.getBytes(UTF_8)),
                Set.of(new AllowedKey("1234567812345678")),
                isStrict);
    }

    @Test
    void oneLookIsEnoughForManyPasses() {
        assertThat(looks.look(question(COMMIT, "key", true))).isEqualTo(SIGNED);
        assertThat(looks.look(question(COMMIT, "key", true))).isEqualTo(SIGNED);

        assertThat(asked).hasSize(1);
    }

    @Test
    void anotherCommitAnotherKeyAndAnotherModeAreOtherQuestions() {
        looks.look(question(COMMIT, "key", false));
        looks.look(question("b".repeat(40), "key", false));
        looks.look(question(COMMIT, "revoked key", false));
        looks.look(question(COMMIT, "key", true));

        assertThat(asked).hasSize(4);
    }

    @Test
    void keysExpireSoNothingIsRememberedForLong() {
        looks.look(question(COMMIT, "key", false));
        clock.moveBy(Duration.ofMinutes(11));
        looks.look(question(COMMIT, "key", false));

        assertThat(asked).hasSize(2);
    }

    @Test
    void whatCouldNotBeToldIsAskedAgain() {
        answer = new Looked.Failed("the remote is away");
        looks.look(question(COMMIT, "key", false));
        answer = SIGNED;

        assertThat(looks.look(question(COMMIT, "key", false))).isEqualTo(SIGNED);
    }
}
