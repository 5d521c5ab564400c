package dev.capstan.promotion.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.capstan.api.promotion.Promotion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotesTest {
    private static final Optional<String> JANE = Optional.of("jane");

    @Test
    void nobodyWroteAnything() {
        assertThat(read(Map.of("other", "x"))).isEqualTo(Notes.NONE);
    }

    @Test
    void readsApprovals() {
        assertThat(read(Promotion.APPROVE, "prod=abc1234, tested, by hand; staging = v1.0.0\n")
                        .approvals())
                .containsExactly(
                        new Approval("prod", "abc1234", "tested, by hand", JANE),
                        new Approval("staging", "v1.0.0", "", JANE));
    }

    static Stream<Arguments> pauses() {
        return Stream.of(
                arguments("holidays", List.of(new Pause(Optional.empty(), "holidays"))),
                arguments("true", List.of(new Pause(Optional.empty(), ""))),
                arguments("", List.of(new Pause(Optional.empty(), ""))),
                arguments("false", List.of()),
                arguments("prod=a=b", List.of(new Pause(Optional.of("prod"), "a=b"))),
                arguments("prod", List.of(new Pause(Optional.of("prod"), ""))),
                arguments(
                        "prod=x;staging=y",
                        List.of(new Pause(Optional.of("prod"), "x"), new Pause(Optional.of("staging"), "y"))),
                arguments("stagin=x", List.of(new Pause(Optional.empty(), "stagin=x"))));
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void aPauseStopsRatherTooMuch(String value, List<Pause> pauses) {
        assertThat(read(Promotion.PAUSE, value).pauses()).isEqualTo(pauses);
    }

    @Test
    void readsSkipsAndRollbacks() {
        assertThat(read(Promotion.SKIP, "prod=abc1234, broken").skips())
                .containsExactly(new Skip("prod", "abc1234", "broken"));
        assertThat(read(Promotion.ROLLBACK, "prod=too; slow").rollback())
                .contains(new Rollback("prod", "too; slow", "prod=too; slow", JANE));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(Promotion.APPROVE, "prod", "write ENVIRONMENT=CANDIDATE, REASON"),
                arguments(Promotion.APPROVE, "prod=", "name the candidate"),
                arguments(Promotion.APPROVE, "pord=abc1234", "there is no environment 'pord'"),
                arguments(Promotion.APPROVE, "dev=abc1234", "'dev' gets its changes from people"),
                arguments(Promotion.SKIP, "prod=abc1234", "give a reason"),
                arguments(Promotion.ROLLBACK, "prod", "give a reason"),
                arguments(Promotion.ROLLBACK, "prod= ", "give a reason"),
                arguments(Promotion.ROLLBACK, "dev=slow", "'dev' gets its changes from people"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsNotUnderstood(String annotation, String value, String why) {
        Notes notes = read(annotation, value);

        assertThat(notes.mistakes()).singleElement().asString().contains(why);
        assertThat(notes.approvals()).isEmpty();
        assertThat(notes.skips()).isEmpty();
        assertThat(notes.rollback()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b\u001b[31m", "a\r\nX-Header: b", "a\u202eb"})
    void reasonsAreOneLine(String reason) {
        assertThat(read(Promotion.ROLLBACK, "prod=" + reason)
                        .rollback()
                        .orElseThrow()
                        .reason())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @Test
    void longReasonsAreCut() {
        assertThat(read(Promotion.ROLLBACK, "prod=" + "x".repeat(100_000))
                        .rollback()
                        .orElseThrow()
                        .reason())
                .hasSize(301);
    }

    private static Notes read(String annotation, String value) {
        return read(Map.of(annotation, value));
    }

    private static Notes read(Map<String, String> annotations) {
        return Notes.read(annotations, Set.of("dev", "staging", "prod"), "dev", _ -> JANE);
    }
}
