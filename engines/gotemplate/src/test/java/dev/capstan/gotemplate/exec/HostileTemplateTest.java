package dev.capstan.gotemplate.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.gotemplate.Templates;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.BoundsExceededException.Bound;
import dev.capstan.gotemplate.failure.TemplateParseException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTemplateTest {

    private static final Limits TIGHT = Limits.STANDARD.withTime(Duration.ofMillis(200));

    @Test
    void endsARangeWithoutEnd() {
        refuses("{{ range 9223372036854775807 }}{{ end }}", TIGHT, Bound.TIME);
        refuses("{{ range .u64 }}{{ if . }}{{ end }}{{ end }}", TIGHT, Bound.TIME);
    }

    @Test
    void endsOutputWithoutEnd() {
        refuses("{{ range 9223372036854775807 }}0123456789{{ end }}", Limits.STANDARD, Bound.OUTPUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ define \"t\" }}{{ template \"t\" . }}{{ end }}{{ template \"t\" . }}",
                "{{ define \"t\" }}{{ include \"t\" . }}{{ end }}{{ template \"t\" . }}",
                "{{ define \"t\" }}{{ if true }}{{ range 1 }}{{ upper (include \"t\" .) }}{{ end }}{{ end }}{{ end }}"
                        + "{{ template \"t\" . }}"
            })
    void endsTemplatesThatCallThemselves(String text) {
        refuses(text, Limits.STANDARD, Bound.DEPTH);
    }

    @Test
    void endsTextsThatEvaluateThemselves() {
        refuses("{{ $t := `{{ tpl .t . }}` }}{{ tpl $t (dict `t` $t) }}", Limits.STANDARD, Bound.DEPTH);
    }

    @Test
    void endsValuesThatGrow() {
        String text = "{{ $x := `x` }}{{ range 60 }}{{ $x = print $x $x }}{{ end }}";

        refuses(text, Limits.STANDARD, Bound.VALUE);
    }

    @Test
    void endsFunctionsThatWalkThroughValuesWithoutEnd() {
        String text = "{{ $x := dict }}{{ range 200000 }}{{ $x = dict `x` $x }}{{ end }}{{ depth $x }}";

        refuses(text, Limits.STANDARD, Bound.DEPTH);
    }

    @Test
    void goesDeepOnAThreadWithALittleStack() {
        String text =
                "{{ define \"t\" }}{{ if lt (len .) 3000 }}{{ include \"t\" (print . `x`) }}{{ else }}end{{ end }}"
                        + "{{ end }}{{ include \"t\" `` }}";

        assertThat(onLittleStack(() -> Templates.render(text))).isEqualTo("end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ (",
                "{{ if . }}",
                "{{ range . }}",
                "{{ block `a` . }}",
                "{{",
                "{{ define `a` }}",
                "(",
                "{{ (print "
            })
    void refusesNestingWithoutEnd(String part) {
        String text =
                "{{ 1 }}" + (part.startsWith("{{ (") ? "{{ " + part.substring(3).repeat(100_000) : part.repeat(100_000))
                        + (part.equals("(") ? "{{ nosuch" : "");

        assertThat(onLittleStack(() -> Templates.failure(text))).startsWith("template: x:1: ");
    }

    @Test
    void runsWhatIsNestedAsDeepAsAllowed() {
        String parentheses = "{{ " + "(print ".repeat(95) + "1" + ")".repeat(95) + " }}";
        String branches = "{{ if true }}".repeat(95) + "1" + "{{ end }}".repeat(95);

        String both = "{{ define `t` }}{{ if lt (len .) 40 }}" + "{{ if true }}".repeat(60)
                + "{{ " + "(print ".repeat(30) + "(include `t` (print . `x`))" + ")".repeat(30) + " }}"
                + "{{ end }}".repeat(60) + "{{ end }}{{ end }}{{ include `t` `` }}1";

        assertThat(onLittleStack(() -> Templates.render(parentheses))).isEqualTo("1");
        assertThat(onLittleStack(() -> Templates.render(branches))).isEqualTo("1");
        assertThat(onLittleStack(() -> Templates.render(both))).isEqualTo("1");
    }

    @Test
    void takesTextsWithManyVariables() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("{{ $a").append(i).append(" := 1 }}{{ $a").append(i).append(" }}");
        }

        assertThat(Templates.render(text.toString())).hasSize(100_000);
    }

    @Test
    void takesLongChainsOfBranchesWithoutNesting() {
        String chain = "{{ if false }}" + "{{ else if false }}x".repeat(900) + "{{ else }}last{{ end }}";

        assertThat(Templates.render(chain)).isEqualTo("last");
        assertThatThrownBy(() -> Templates.render("{{ if . }}" + "{{ else if . }}".repeat(100_000)))
                .isInstanceOf(TemplateParseException.class)
                .hasMessageContaining("too many branches");
    }

    /** Half of what threads have by default. */
    private static String onLittleStack(Supplier<String> work) {
        StringBuilder result = new StringBuilder();
        Thread thread = new Thread(null, () -> result.append(work.get()), "little", 512 << 10);
        thread.start();
        assertThatCode(thread::join).doesNotThrowAnyException();
        return result.toString();
    }

    private static void refuses(String text, Limits limits, Bound bound) {
        assertThatThrownBy(() -> Templates.render(text, limits))
                .isInstanceOfSatisfying(BoundsExceededException.class, failure -> {
                    assertThat(failure.bound()).isEqualTo(bound);
                    assertThat(failure.place()).isPresent();
                    assertThat(failure.getMessage()).startsWith("template: ");
                });
    }
}
